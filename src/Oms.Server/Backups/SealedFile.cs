using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Oms.Server.Backups;

/// <summary>
/// A file under a passphrase: AES-256-GCM in parts of one megabyte, each with its number and whether it is the last, so that parts can be
/// neither changed nor moved, repeated, dropped or cut off at the end. The key is PBKDF2-SHA256 of the passphrase.
/// </summary>
internal static class SealedFile
{
    public const string Suffix = ".enc";

    private const int PartBytes = 1 << 20;
    private const int SaltBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Iterations = 600_000; // OWASP's figure for PBKDF2 with SHA-256.

    private static ReadOnlySpan<byte> Magic => "OMSBAK1\n"u8;

    public static async Task SealAsync(string from, string to, string passphrase, CancellationToken ct)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        using var aes = Cipher(passphrase, salt);
        await using var input = File.OpenRead(from);
        await using var output = new FileStream(to, FileMode.Create, FileAccess.Write);
        await output.WriteAsync(Magic.ToArray(), ct);
        await output.WriteAsync(salt, ct);
        var plain = new byte[PartBytes];
        var box = new byte[PartBytes + TagBytes];
        for (var number = 0; ; number++)
        {
            var length = await input.ReadAtLeastAsync(plain, PartBytes, throwOnEndOfStream: false, ct);
            var isLast = input.Position == input.Length;
            aes.Encrypt(Nonce(number, isLast), plain.AsSpan(0, length), box.AsSpan(TagBytes, length), box.AsSpan(0, TagBytes));
            await output.WriteAsync(box.AsMemory(0, TagBytes + length), ct);
            if (isLast) break;
        }

        output.Flush(flushToDisk: true);
    }

    /// <exception cref="BackupException">Another passphrase, or the file was changed or cut.</exception>
    public static async Task OpenAsync(string from, string to, string passphrase, CancellationToken ct)
    {
        await using var input = File.OpenRead(from);
        var head = new byte[Magic.Length + SaltBytes];
        if (await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) < head.Length || !head.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new BackupException($"{from} is no sealed backup");
        using var aes = Cipher(passphrase, head[Magic.Length..]);
        await using var output = new FileStream(to, FileMode.Create, FileAccess.Write);
        var box = new byte[PartBytes + TagBytes];
        var plain = new byte[PartBytes];
        for (var number = 0; ; number++)
        {
            var length = await input.ReadAtLeastAsync(box, box.Length, throwOnEndOfStream: false, ct) - TagBytes;
            var isLast = input.Position == input.Length;
            if (length < 0) throw new BackupException($"{from} is cut off");
            Open(aes, Nonce(number, isLast), box, plain, length, from);
            await output.WriteAsync(plain.AsMemory(0, length), ct);
            if (isLast) return;
        }
    }

    private static void Open(AesGcm aes, ReadOnlySpan<byte> nonce, byte[] box, byte[] plain, int length, string from)
    {
        try
        {
            aes.Decrypt(nonce, box.AsSpan(TagBytes, length), box.AsSpan(0, TagBytes), plain.AsSpan(0, length));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new BackupException($"{from} cannot be opened: OMS_BACKUP_KEY is another one, or the file was changed");
        }
    }

    private static AesGcm Cipher(string passphrase, byte[] salt) =>
        new(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, 32), TagBytes);

    private static byte[] Nonce(int number, bool isLast)
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(4), number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
