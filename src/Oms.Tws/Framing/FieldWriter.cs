using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Oms.Tws.Framing;

/// <summary>Writes frames, one after another, into one pooled buffer.</summary>
public sealed class FieldWriter : IDisposable
{
    internal const int PrefixLength = 4;
    internal const int PayloadMax = 0xFFFFFF;

    private const int InitialSize = 4096;
    private const int EscapeLength = 6;

    private readonly bool _escapes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;
    private int _frameStart;
    private int _field;

    /// <summary>A server escapes what is not plain text; a client must not send it at all.</summary>
    internal FieldWriter(bool escapes) => _escapes = escapes;

    internal int Length => _length;
    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    internal void Clear() => _length = 0;

    internal void BeginFrame()
    {
        _frameStart = _length;
        _field = 0;
        Reserve(PrefixLength);
        _length += PrefixLength;
    }

    internal void EndFrame()
    {
        var payload = _length - _frameStart - PrefixLength;
        if (payload > PayloadMax)
            throw new TwsFormatException($"a frame of {payload} bytes is longer than {PayloadMax}");
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_frameStart), payload);
    }

    internal void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    internal void WriteId(RequestId id) => WriteInt((int)id);
    internal void WriteId(ReplyId id) => WriteInt((int)id);
    internal void WriteVersion(int version) => WriteInt(version);

    internal void WriteInt(int value) => WriteLong(value);
    internal void WriteInt(int? value) => WriteLong(value);
    internal void WriteIntOrMax(int? value) => WriteLong(value ?? int.MaxValue);

    internal void WriteLong(long? value)
    {
        if (value is { } number) WriteLong(number);
        else WriteEmpty();
    }

    internal void WriteLong(long value)
    {
        Reserve(WireNumber.TextMax);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        End(written);
    }

    internal void WriteBool(bool value) => WriteByte(value ? (byte)'1' : (byte)'0');

    internal void WriteBool(bool? value)
    {
        if (value is { } known) WriteBool(known);
        else WriteEmpty();
    }

    /// <summary>150 as `150.0`; nothing as an empty field.</summary>
    internal void WriteDouble(decimal? value)
    {
        if (value is { } number) WriteNumber(number, asDouble: true);
        else WriteEmpty();
    }

    /// <summary>As WriteDouble, with the largest double for nothing, as the gateway does in some fields.</summary>
    internal void WriteDoubleOrMax(decimal? value)
    {
        if (value is { } number) WriteNumber(number, asDouble: true);
        else WriteText(WireNumber.UnsetDouble);
    }

    /// <summary>As WriteDouble, with a bare `0` for zero, as the gateway does in some fields.</summary>
    internal void WriteDoubleOrZero(decimal? value)
    {
        if (value is { } number && number != 0) WriteNumber(number, asDouble: true);
        else WriteByte((byte)'0');
    }

    /// <summary>A quantity: 100 as `100`; nothing as an empty field.</summary>
    internal void WriteDecimal(decimal? value)
    {
        if (value is { } number) WriteNumber(number, asDouble: false);
        else WriteEmpty();
    }

    /// <summary>As WriteDecimal, with -1 for nothing, as the gateway does in bars.</summary>
    internal void WriteSize(decimal? value) => WriteNumber(value ?? -1, asDouble: false);

    internal void WriteText(string value)
    {
        if (WireText.IsPlain(value))
        {
            Reserve(value.Length + 1);
            End(Encoding.ASCII.GetBytes(value, _buffer.AsSpan(_length)));
            return;
        }
        if (!_escapes)
            throw new TwsFormatException($"field {_field + 1}: '{value}' holds a letter that TWS does not take");
        WriteEscaped(value);
    }

    internal void WriteEmpty() => End(0);

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private void WriteNumber(decimal value, bool asDouble)
    {
        Reserve(WireNumber.TextMax);
        End(WireNumber.Format(value, asDouble, _buffer.AsSpan(_length)));
    }

    private void WriteEscaped(string value)
    {
        Reserve(value.Length * EscapeLength + 1);
        var written = 0;
        foreach (var c in value)
        {
            if (WireText.IsPlain(c)) _buffer[_length + written++] = (byte)c;
            else written += Encoding.ASCII.GetBytes($"\\u{(int)c:x4}", _buffer.AsSpan(_length + written));
        }
        End(written);
    }

    private void WriteByte(byte value)
    {
        Reserve(2);
        _buffer[_length] = value;
        End(1);
    }

    private void End(int written)
    {
        Reserve(written + 1);
        _length += written;
        _buffer[_length++] = 0;
        _field++;
    }

    private void Reserve(int size)
    {
        if (_buffer.Length - _length >= size) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + size));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
