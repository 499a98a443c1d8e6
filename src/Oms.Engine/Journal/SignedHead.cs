using System.Security.Cryptography;
using System.Text;
using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>
/// A statement of the engine, not to be forged without its key: at this time the journal reached this seq with this hash. Whatever is cut
/// off or rewritten up to there contradicts it.
/// </summary>
/// <param name="Epoch">The writer lease's epoch then; it never falls.</param>
/// <param name="KeyId">The first eight bytes of SHA-256 over the public key (SubjectPublicKeyInfo), in hex.</param>
/// <param name="Signature">ECDSA on P-256 over SHA-256 of <see cref="Statement"/>, as r and s of 32 bytes each.</param>
public sealed record SignedHead(
    int Shard, long Seq, ReadOnlyMemory<byte> Hash, long Epoch, Instant At, string KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>What is signed, so that anybody can check it with openssl.</summary>
    public string Statement =>
        $"oms journal head 1\nshard {Shard}\nseq {Seq}\nhash {Convert.ToHexStringLower(Hash.Span)}\nepoch {Epoch}\nat {At}\n";
}

/// <summary>The key that heads are signed with.</summary>
public sealed class HeadKey : IDisposable
{
    private readonly ECDsa _key;

    private HeadKey(ECDsa key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 8));
    }

    public string Id { get; }

    /// <summary>The public part as PEM, for those who check heads elsewhere.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>A new private key as PEM.</summary>
    public static string NewPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <param name="pem">A key on P-256; a public one can check but not sign.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static HeadKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new CryptographicException("the key is not on the curve P-256");
            return new(key);
        }
        catch (ArgumentException e)
        {
            key.Dispose();
            throw new CryptographicException("the text is no key in PEM", e);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public SignedHead Sign(int shard, JournalHead head, Instant at)
    {
        var unsigned = new SignedHead(shard, head.Seq, head.Hash, head.Epoch, at, Id, default);
        return unsigned with { Signature = _key.SignData(Encoding.UTF8.GetBytes(unsigned.Statement), HashAlgorithmName.SHA256) };
    }

    public bool HasSigned(SignedHead head) =>
        head.KeyId == Id && _key.VerifyData(Encoding.UTF8.GetBytes(head.Statement), head.Signature.Span, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();
}
