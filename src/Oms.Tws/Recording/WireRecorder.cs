using System.Buffers.Binary;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Oms.Tws.Recording;

/// <summary>
/// Appends every frame to a file, off the path of the messages. The file holds account numbers: only its owner may
/// read it.
/// </summary>
internal sealed class WireRecorder : IAsyncDisposable
{
    internal const int HeadLength = sizeof(long) + 1 + sizeof(int);

    private const int QueueMax = 10_000;
    private static readonly byte[] Format = "OMS wire 1"u8.ToArray();

    private readonly FileStream _file;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Channel<WireRecord> _queue =
        Channel.CreateBounded<WireRecord>(new BoundedChannelOptions(QueueMax) { SingleReader = true });
    private readonly Task _writing;
    private int _missed;

    private WireRecorder(FileStream file, TimeProvider clock, ILogger logger)
    {
        _file = file;
        _clock = clock;
        _logger = logger;
        _writing = WriteAsync();
        Record(WireEvent.Opened, Format);
    }

    public static WireRecorder Open(string path, TimeProvider clock, ILogger logger)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(new FileStream(path, options), clock, logger);
    }

    /// <summary>
    /// Never waits: trading must not depend on a disk. What a slow disk misses is counted and logged.
    /// </summary>
    public void Record(WireEvent what, ReadOnlySpan<byte> payload)
    {
        if (_queue.Writer.TryWrite(new(_clock.GetUtcNow(), what, payload.ToArray()))) return;
        if (Interlocked.Increment(ref _missed) == 1) Log.RecordingGap(_logger, _file.Name);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        if (_missed > 0) Log.RecordingMissed(_logger, _file.Name, _missed);
        await _file.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (_queue.Reader.TryRead(out var record)) await WriteAsync(record);
                await _file.FlushAsync();
            }
        }
        catch (IOException e)
        {
            Log.RecordingFailed(_logger, _file.Name, e);
            _queue.Writer.TryComplete();
        }
    }

    private async ValueTask WriteAsync(WireRecord record)
    {
        var head = new byte[HeadLength];
        var micros = (record.At.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteInt64BigEndian(head, micros);
        head[sizeof(long)] = (byte)record.Event;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(sizeof(long) + 1), record.Payload.Length);
        await _file.WriteAsync(head);
        await _file.WriteAsync(record.Payload);
    }
}
