using System.Buffers;
using System.Buffers.Binary;

namespace Oms.Tws.Framing;

/// <summary>Cuts a stream into frames. A frame is valid until the next one is asked for.</summary>
internal sealed class FrameReader(Stream stream, int payloadMax) : IDisposable
{
    private const int InitialSize = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;

    /// <summary>The payload of the frame, without its length.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>True with the next frame in Payload; false when the stream ended between two frames.</summary>
    public ValueTask<bool> ReadAsync(CancellationToken ct) => TryTake() ? ValueTask.FromResult(true) : FillAsync(ct);

    /// <summary>Takes bytes that stand outside any frame; false when the stream ends before them.</summary>
    public async ValueTask<bool> ReadExactlyAsync(Memory<byte> bytes, CancellationToken ct)
    {
        while (_end - _start < bytes.Length)
        {
            if (!await ReceiveAsync(ct)) return false;
        }
        _buffer.AsMemory(_start, bytes.Length).CopyTo(bytes);
        _start += bytes.Length;
        return true;
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        do
        {
            if (await ReceiveAsync(ct)) continue;
            return _end == _start ? false : throw new TwsFormatException("the stream ended inside a frame");
        }
        while (!TryTake());
        return true;
    }

    private bool TryTake()
    {
        var held = _buffer.AsSpan(_start, _end - _start);
        if (held.Length < FieldWriter.PrefixLength) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(held);
        if (length > (uint)payloadMax)
            throw new TwsFormatException($"a frame of {length} bytes is longer than {payloadMax}");
        if (held.Length < FieldWriter.PrefixLength + (int)length) return false;
        Payload = _buffer.AsMemory(_start + FieldWriter.PrefixLength, (int)length);
        _start += FieldWriter.PrefixLength + (int)length;
        return true;
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken ct)
    {
        MakeRoom();
        var received = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += received;
        return received > 0;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end < _buffer.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
