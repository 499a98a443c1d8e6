using System.Security.Cryptography;
using System.Text;
using Oms.Server.Hosting;

namespace Oms.Server.Notifications;

/// <summary>
/// Keeps secrets that must be read again (tokens, signing keys) sealed in the database: AES-GCM under a key that is derived from the
/// installation's own. A stolen table tells nothing.
/// </summary>
internal sealed class SecretBox(SecretKeys keys)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.ApiKey, KeyBytes, info: "oms sealed settings"u8.ToArray());

    public string Seal(string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return Convert.ToBase64String(box);
    }

    /// <exception cref="CryptographicException">It was sealed under another key.</exception>
    public string Open(string sealedText)
    {
        var box = Convert.FromBase64String(sealedText);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
        return Encoding.UTF8.GetString(plain);
    }
}
