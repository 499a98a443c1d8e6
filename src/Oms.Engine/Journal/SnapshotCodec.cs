using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Oms.Trading;
using Oms.Trading.Snapshots;

namespace Oms.Engine.Journal;

/// <summary>Where a book stood: what it knew after the event <see cref="Seq"/>, whose row has the hash <see cref="Chain"/>.</summary>
public sealed record BookMark(long Seq, Instant At, ReadOnlyMemory<byte> Chain, BookSnapshot Book);

/// <summary>Snapshots of the book as they are kept.</summary>
public static class SnapshotCodec
{
    /// <summary>Changes with every change of what a snapshot holds: a program reads its own snapshots only.</summary>
    public static string Format { get; } = RecordCodec.FormatOf<BookSnapshot>();

    /// <summary>The same book gives the same bytes, however it came to be.</summary>
    public static byte[] Encode(BookSnapshot book) => RecordCodec.Encode(book.Ordered());

    public static StoredSnapshot Encode(BookMark mark)
    {
        var stored = new StoredSnapshot(mark.Seq, mark.At, mark.Chain, Format, Encode(mark.Book), default);
        return stored with { Checksum = ChecksumOf(stored) };
    }

    /// <exception cref="InvalidDataException">The snapshot is damaged, or of another version; the message says which.</exception>
    public static BookMark Decode(StoredSnapshot stored)
    {
        if (stored.Format != Format) throw new InvalidDataException("it was written by another version");
        if (!stored.Checksum.Span.SequenceEqual(ChecksumOf(stored))) throw new InvalidDataException("its checksum does not fit");
        return new(stored.Seq, stored.At, stored.Chain, RecordCodec.Decode<BookSnapshot>(stored.Data));
    }

    private static byte[] ChecksumOf(StoredSnapshot stored)
    {
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(numbers, stored.Seq);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], stored.At.UnixMicros);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(numbers);
        sha.AppendData(stored.Chain.Span);
        sha.AppendData(Encoding.UTF8.GetBytes(stored.Format));
        sha.AppendData(stored.Data.Span);
        return sha.GetHashAndReset();
    }
}
