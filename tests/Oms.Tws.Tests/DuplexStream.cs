using System.IO.Pipelines;

namespace Oms.Tws.Tests;

/// <summary>Two streams joined in memory; either can be made to fail or to write in small pieces.</summary>
internal sealed class DuplexStream(PipeReader input, PipeWriter output) : Stream
{
    private const int PauseAt = 64 * 1024;

    private readonly Stream _input = input.AsStream();
    private readonly Stream _output = output.AsStream();

    public bool IsBroken { get; set; }
    public int PieceSize { get; set; } = int.MaxValue;
    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static (DuplexStream Client, DuplexStream Server) Pair()
    {
        var options = new PipeOptions(pauseWriterThreshold: PauseAt, resumeWriterThreshold: PauseAt / 2);
        Pipe up = new(options), down = new(options);
        return (new(down.Reader, up.Writer), new(up.Reader, down.Writer));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _input.ReadAsync(buffer[..Math.Min(buffer.Length, PieceSize)], cancellationToken);

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsBroken) throw new IOException("the cable is cut");
        await _output.WriteAsync(buffer, cancellationToken);
        await _output.FlushAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        await _input.DisposeAsync();
        await base.DisposeAsync();
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            output.Complete();
            input.Complete();
        }
        base.Dispose(disposing);
    }
}
