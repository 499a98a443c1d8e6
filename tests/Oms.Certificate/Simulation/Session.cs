using Oms.Trading.Broker;

namespace Oms.Certificate.Simulation;

/// <summary>What the broker says on a session besides reports: the first word, the ends of the answers, and the state of its own upstream.</summary>
internal enum Mark
{
    Report,
    NextId,
    ExecutionsEnd,
    OpenOrdersEnd,
    CompletedOrdersEnd,
    UpstreamLost,
    UpstreamBack,
}

internal readonly record struct Message(Mark Mark, BrokerReport? Report = null, int NextId = 0);

/// <summary>
/// One connection: two pipes with delays that keep their order. When it breaks, what is under way is gone, and the program learns of it
/// later, sometimes much later; until then it writes into a dead pipe.
/// </summary>
internal sealed class Session(World world)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(3);

    private readonly Queue<Message> _inbox = new();
    private TaskCompletionSource<bool> _arrived = new();
    private TimeSpan _lastToBroker;
    private TimeSpan _lastToOms;
    private bool _isDeadToBroker;
    private bool _isDeadToOms;

    /// <summary>What the program believes.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>What the broker believes.</summary>
    public bool IsAlive => IsOpen && !_isDeadToOms;

    public void ToBroker(Action arrive)
    {
        _lastToBroker = Later(_lastToBroker);
        world.After(_lastToBroker - world.Now, () =>
        {
            if (!_isDeadToBroker) arrive();
        });
    }

    public void ToOms(Message message, TimeSpan extra = default)
    {
        // What is held back does not hold back the others: that is what reordering is.
        var at = extra > TimeSpan.Zero ? world.Now + Latency + extra : _lastToOms = Later(_lastToOms);
        world.After(at - world.Now, () =>
        {
            if (_isDeadToOms || !IsOpen) return;
            world.Tell($"  hears {message.Mark} {message.Report}");
            _inbox.Enqueue(message);
            _arrived.TrySetResult(true);
        });
    }

    /// <summary>The next message; null when the connection has ended.</summary>
    public async ValueTask<Message?> ReadAsync(CancellationToken ct)
    {
        using var givenUp = ct.Register(() => _arrived.TrySetResult(false));
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (_inbox.TryDequeue(out var message)) return message;
            if (!IsOpen) return null;
            await _arrived.Task;
            _arrived = new();
        }
    }

    /// <summary>The line breaks, at first perhaps in one direction only.</summary>
    public void Break(bool half, TimeSpan noticedAfter)
    {
        _isDeadToBroker = true;
        _isDeadToOms |= !half;
        world.After(noticedAfter, Close);
    }

    /// <summary>The program's end is closed; what it has written before still arrives unless the line is broken.</summary>
    public void Close()
    {
        IsOpen = false;
        _arrived.TrySetResult(true);
    }

    private TimeSpan Later(TimeSpan last)
    {
        var at = world.Now + world.UpTo(Latency);
        return at > last ? at : last;
    }
}
