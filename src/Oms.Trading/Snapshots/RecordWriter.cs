using System.Runtime.InteropServices;

namespace Oms.Trading.Snapshots;

/// <summary>Values to bytes. Small numbers, repeated words and repeated objects take a byte or two; the reader remembers the same.</summary>
internal sealed class RecordWriter
{
    private readonly RecordMemory _memory = new();
    private byte[] _bytes = new byte[4096];
    private int _length;

    public byte[] ToArray() => _bytes[.._length];

    public void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    public void Write(byte value) => Room(1)[0] = value;

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void Write(int value) => Write((long)value);

    public void Write(long value) => WriteNumber(unchecked((ulong)((value << 1) ^ (value >> 63))));

    public void Write(TimeSpan value) => Write(value.Ticks);

    public void Write(Instant value) => Write(_memory.StepTo(value.UnixMicros));

    // 10 and 10.00 are equal and not the same: the scale is kept.
    public void Write(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var (high, scale, sign) = (unchecked((uint)parts[2]), parts[3] >> 16 & 0x1F, parts[3] < 0 ? 0x20 : 0);
        Write((byte)(scale | sign | (high != 0 ? 0x40 : 0)));
        WriteNumber(unchecked((uint)parts[0] | (ulong)(uint)parts[1] << 32));
        if (high != 0) WriteNumber(high);
    }

    // As UTF-16 where it is not plain ASCII: what was typed may be no Unicode text, and comes back as it was all the same.
    public void Write(string? text)
    {
        if (text is null)
        {
            WriteNumber(RecordMemory.Null);
        }
        else if (_memory.Knows(text, out var place))
        {
            WriteNumber(RecordMemory.Known);
            WriteNumber((ulong)place);
        }
        else
        {
            var isAscii = System.Text.Ascii.IsValid(text);
            WriteNumber(RecordMemory.Literal + ((ulong)text.Length << 1) + (isAscii ? 0UL : 1UL));
            var room = Room(isAscii ? text.Length : 2 * text.Length);
            if (isAscii) System.Text.Ascii.FromUtf16(text, room, out _);
            else MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(room);
        }
    }

    /// <summary>Whether a record is null or the same as the one that was written last, which is all there is to write then.</summary>
    public bool IsToldBy<T>(T? record) where T : class
    {
        var told = record is null ? RecordMemory.Null : _memory.IsLast(record) ? RecordMemory.Known : RecordMemory.Literal;
        Write((byte)told);
        return told is not RecordMemory.Literal;
    }

    public void Remember<T>(T record) where T : class => _memory.Remember(record);

    private void WriteNumber(ulong value)
    {
        while (value >= 0x80)
        {
            Write((byte)(value & 0x7F | 0x80));
            value >>= 7;
        }

        Write((byte)value);
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
