using System.Security.Cryptography;
using System.Text;
using Oms.Server.Hosting;

namespace Oms.Server.Remote;

/// <summary>
/// What the program's own processes show the engine. Derived from the signing key that all of them have, so there is nothing more to hand
/// out, and neither the key nor anything signed with it goes over the wire.
/// </summary>
internal static class EngineToken
{
    private static readonly byte[] Purpose = "oms engine api"u8.ToArray();

    public static string From(SecretKeys keys) =>
        Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Jwt, SHA256.HashSizeInBytes, info: Purpose));

    public static bool Fits(string expected, string? authorization) => authorization is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes($"Bearer {expected}"), Encoding.UTF8.GetBytes(authorization));
}
