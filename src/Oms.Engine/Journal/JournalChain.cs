using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>The hash chain: each row's SHA-256 covers the hash before it, so that no row can be changed, dropped or moved unseen.</summary>
public sealed class JournalChain
{
    public const int HashSize = SHA256.HashSizeInBytes;

    private readonly int _shard;
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public JournalChain(int shard, JournalHead head)
    {
        _shard = shard;
        Seq = head.Seq;
        Hash = head.Hash;
    }

    /// <summary>The last row of the chain.</summary>
    public long Seq { get; private set; }
    public ReadOnlyMemory<byte> Hash { get; private set; }

    /// <summary>The chain before the first row.</summary>
    public static JournalChain Empty(int shard) => new(shard, new(0, new byte[HashSize], 0));

    /// <summary>Makes the next row.</summary>
    public JournalRow Append(Instant at, string subject, string kind, ReadOnlyMemory<byte> data)
    {
        Hash = HashOf(Seq + 1, at, subject, kind, data.Span);
        Seq++;
        return new(_shard, Seq, at, subject, kind, data, Hash);
    }

    /// <summary>Checks that a row is the next of the chain and steps over it.</summary>
    /// <exception cref="JournalCorruptException">It is not.</exception>
    public void Verify(JournalRow row)
    {
        if (row.Seq != Seq + 1) throw new JournalCorruptException(Seq + 1, $"the row is missing, seq {row.Seq} follows");
        var expected = HashOf(row.Seq, row.At, row.Subject, row.Kind, row.Data.Span);
        if (!expected.AsSpan().SequenceEqual(row.Hash.Span)) throw new JournalCorruptException(row.Seq, "the hash does not fit the row");
        Hash = row.Hash;
        Seq = row.Seq;
    }

    /// <summary>Checks that the chain ends where the lease row says that it ends.</summary>
    /// <exception cref="JournalCorruptException">Rows are missing at the end, or the last one was exchanged.</exception>
    public void VerifyHead(JournalHead head)
    {
        if (Seq < head.Seq) throw new JournalCorruptException(Seq + 1, $"the journal ends at seq {Seq}, it was written up to {head.Seq}");
        if (Seq > head.Seq) throw new JournalCorruptException(head.Seq + 1, $"rows follow the head at seq {head.Seq}");
        if (!Hash.Span.SequenceEqual(head.Hash.Span)) throw new JournalCorruptException(Seq, "the hash is not that of the head");
    }

    // Every part has a fixed length or is preceded by its length: no two rows share a preimage.
    private byte[] HashOf(long seq, Instant at, string subject, string kind, ReadOnlySpan<byte> data)
    {
        Span<byte> numbers = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(numbers, _shard);
        BinaryPrimitives.WriteInt64BigEndian(numbers[4..], seq);
        BinaryPrimitives.WriteInt64BigEndian(numbers[12..], at.UnixMicros);
        _sha.AppendData(Hash.Span);
        _sha.AppendData(numbers);
        AppendText(subject);
        AppendText(kind);
        AppendLength(data.Length);
        _sha.AppendData(data);
        return _sha.GetHashAndReset();
    }

    private void AppendText(string text)
    {
        Span<byte> bytes = text.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        AppendLength(length);
        _sha.AppendData(bytes[..length]);
    }

    private void AppendLength(int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        _sha.AppendData(bytes);
    }
}
