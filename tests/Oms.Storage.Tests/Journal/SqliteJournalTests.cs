using System.Data.Common;
using Microsoft.Data.Sqlite;
using Oms.Engine.Journal;
using Oms.Storage.Journal;

namespace Oms.Storage.Tests.Journal;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly TestFolder _folder = new();

    private string FilePath => _folder.File("deep/journal.db");

    private protected override DatabaseUrl Url => new DatabaseUrl.Sqlite(_folder.File("deep"));

    public override ValueTask InitializeAsync() => default;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override IJournal Create(int shard) => new SqliteJournal(FilePath, shard, TimeProvider.System);

    protected override DbConnection ConnectRaw() => new SqliteConnection($"Data Source={FilePath};Pooling=False");

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public async Task A_truncated_file_is_found_with_the_first_seq_that_is_lost(double kept)
    {
        var journal = NewJournal();
        await journal.AppendAsync(Append(await OpenAsync(journal), 2000));
        await journal.DisposeAsync();
        await using (var file = File.OpenWrite(FilePath)) file.SetLength((long)(file.Length * kept));

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await ReopenAsync(journal));

        Assert.InRange(corrupt.Seq, 2, 2000);
        await Assert.ThrowsAsync<JournalCorruptException>(async () => await ReadAsync(NewJournal()));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_corrupt_from_the_start()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath) ?? "");
        await File.WriteAllTextAsync(FilePath, new string('x', 10_000));

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await NewJournal().OpenAsync(default));

        Assert.Equal(1, corrupt.Seq);
    }

    [Fact]
    public async Task A_writer_whose_lock_file_was_removed_is_fenced_by_its_epoch()
    {
        var first = NewJournal();
        var chain = await OpenAsync(first);
        File.Delete($"{FilePath}.lock");
        var second = NewJournal();

        await second.AppendAsync(Append(await OpenAsync(second), 1));

        await Assert.ThrowsAsync<JournalLeaseLostException>(async () => await first.AppendAsync(Append(chain, 1)));
        Assert.Single(await ReadAsync(second));
    }
}
