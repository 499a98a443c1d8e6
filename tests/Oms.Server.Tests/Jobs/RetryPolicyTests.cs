using Oms.Server.Backups;
using Oms.Server.Jobs;

namespace Oms.Server.Tests.Jobs;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 0.5, 2)]
    [InlineData(2, 0.5, 4)]
    [InlineData(3, 0, 6)]
    [InlineData(3, 1, 10)]
    [InlineData(30, 0.5, 60)]
    public void Each_try_waits_twice_as_long_a_little_random_up_to_a_limit(int failed, double random, double seconds) =>
        Assert.Equal(seconds, new RetryPolicy(5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)).DelayAfter(failed, random).TotalSeconds, 3);

    [Fact]
    public async Task A_sealed_file_comes_back_and_a_changed_cut_or_foreign_one_does_not()
    {
        var folder = Directory.CreateTempSubdirectory("oms-sealed-").FullName;
        var (plain, box, open) = (Path.Combine(folder, "plain"), Path.Combine(folder, "box"), Path.Combine(folder, "open"));
        var content = new byte[(1 << 20) * 2 + 17];
        new Random(7).NextBytes(content);
        await File.WriteAllBytesAsync(plain, content);
        await SealedFile.SealAsync(plain, box, "a long passphrase", default);

        await SealedFile.OpenAsync(box, open, "a long passphrase", default);

        Assert.Equal(content, await File.ReadAllBytesAsync(open));
        await Assert.ThrowsAsync<BackupException>(() => SealedFile.OpenAsync(box, open, "another passphrase", default));
        var bytes = await File.ReadAllBytesAsync(box);
        await File.WriteAllBytesAsync(box, bytes[..((1 << 20) + 16 + 24)]); // Whole parts, but not the last.
        await Assert.ThrowsAsync<BackupException>(() => SealedFile.OpenAsync(box, open, "a long passphrase", default));
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(box, bytes);
        await Assert.ThrowsAsync<BackupException>(() => SealedFile.OpenAsync(box, open, "a long passphrase", default));
        Directory.Delete(folder, recursive: true);
    }
}
