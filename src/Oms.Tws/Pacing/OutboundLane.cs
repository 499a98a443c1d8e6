using System.Threading.Channels;

namespace Oms.Tws.Pacing;

/// <summary>
/// The way out: callers put requests in, one loop takes them out, most urgent first and never too many a second.
/// </summary>
internal sealed class OutboundLane
{
    private readonly int _queueMax;
    private readonly TimeProvider _clock;
    private readonly SendQueue _queue;
    private readonly Channel<PendingSend> _inbox;
    private Task<bool>? _arrival;
    private int _waiting;
    private long _oldestQueuedAt = long.MaxValue;

    public OutboundLane(TwsClientOptions options, TimeProvider clock)
    {
        _queueMax = options.SendQueueMax;
        _clock = clock;
        _queue = new(new(options.MessagesPerSecond, clock), new(clock));
        _inbox = Channel.CreateBounded<PendingSend>(new BoundedChannelOptions(_queueMax) { SingleReader = true });
    }

    /// <summary>Requests that wait to be sent.</summary>
    public int Depth => Volatile.Read(ref _waiting) + _inbox.Reader.Count;

    /// <summary>How long the oldest of them has waited.</summary>
    public TimeSpan OldestAge =>
        Volatile.Read(ref _oldestQueuedAt) is var oldest && oldest == long.MaxValue
            ? TimeSpan.Zero
            : _clock.GetElapsedTime(oldest);

    /// <summary>False when the lane is full or closed.</summary>
    public bool TryAdd(PendingSend send) => Depth < _queueMax && _inbox.Writer.TryWrite(send);

    /// <summary>Waits for the next request that may go.</summary>
    public async ValueTask<PendingSend> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            while (_inbox.Reader.TryRead(out var send)) _queue.Add(send);
            var next = _queue.Take(out var wait);
            Publish();
            if (next is not null) return next;
            await WaitAsync(wait, ct);
        }
    }

    /// <summary>Takes no more, and tells all that wait that they were not sent.</summary>
    public void Close(string reason)
    {
        _inbox.Writer.TryComplete();
        while (_inbox.Reader.TryRead(out var send)) send.NotSent(reason);
        _queue.RefuseAll(reason);
        Publish();
    }

    // A new arrival may be more urgent than what the wait is for.
    private async Task WaitAsync(TimeSpan wait, CancellationToken ct)
    {
        _arrival ??= _inbox.Reader.WaitToReadAsync(ct).AsTask();
        if (wait == Timeout.InfiniteTimeSpan)
        {
            await _arrival;
        }
        else
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(_arrival, Task.Delay(wait, _clock, timer.Token));
            await timer.CancelAsync();
        }
        if (_arrival.IsCompleted) _arrival = null;
    }

    private void Publish()
    {
        Volatile.Write(ref _waiting, _queue.Count);
        Volatile.Write(ref _oldestQueuedAt, _queue.OldestQueuedAt ?? long.MaxValue);
    }
}
