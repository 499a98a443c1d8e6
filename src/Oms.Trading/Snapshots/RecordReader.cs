using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Oms.Trading.Snapshots;

/// <summary>Bytes to values, as <see cref="RecordWriter"/> wrote them.</summary>
internal sealed class RecordReader(ReadOnlyMemory<byte> bytes)
{
    private readonly RecordMemory _memory = new();
    private int _position;

    public bool IsAtEnd => _position == bytes.Length;

    public bool ReadBoolean() => ReadByte() != 0;

    public byte ReadByte() => Take(1)[0];

    public ImmutableArray<byte> ReadBytes(int count) => [.. Take((ulong)count)];

    public int ReadInt32() => checked((int)ReadInt64());

    public long ReadInt64() => Unfold(ReadNumber());

    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    public Instant ReadInstant() => new(_memory.StepBy(ReadInt64()));

    public decimal ReadDecimal()
    {
        var head = ReadByte();
        var low = ReadNumber();
        var high = (head & 0x40) != 0 ? checked((uint)ReadNumber()) : 0;
        return unchecked(new((int)low, (int)(low >> 32), (int)high, (head & 0x20) != 0, (byte)(head & 0x1F)));
    }

    public string? ReadString()
    {
        var head = ReadNumber();
        if (head is RecordMemory.Null) return null;
        if (head is RecordMemory.Known) return _memory.WordAt(ReadNumber());
        var length = (head - RecordMemory.Literal) >> 1;
        var isAscii = ((head - RecordMemory.Literal) & 1) == 0;
        var part = Take(isAscii ? length : 2 * length);
        var text = isAscii ? Encoding.ASCII.GetString(part) : new string(MemoryMarshal.Cast<byte, char>(part));
        _memory.Knows(text, out _);
        return text;
    }

    /// <summary>Whether nothing more is to be read of a record: it is null, or the one that was read last.</summary>
    public bool IsToldBy<T>(out T? record) where T : class
    {
        var told = ReadByte();
        record = told == RecordMemory.Known ? _memory.Last<T>() : null;
        return told != RecordMemory.Literal;
    }

    public T Remember<T>(T record) where T : class
    {
        _memory.Remember(record);
        return record;
    }

    private static long Unfold(ulong number) => unchecked((long)(number >> 1) ^ -(long)(number & 1));

    private ulong ReadNumber()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte();
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return number;
        }

        throw new InvalidDataException("a number does not end");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(bytes.Length - _position)) throw new InvalidDataException("the bytes end too early");
        _position += (int)count;
        return bytes.Span.Slice(_position - (int)count, (int)count);
    }
}
