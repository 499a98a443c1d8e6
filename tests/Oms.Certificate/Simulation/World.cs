using System.Runtime.ExceptionServices;

namespace Oms.Certificate.Simulation;

/// <summary>
/// Virtual time and everything that is to happen in it. One thread takes one thing after the other; what happens when depends on the seed
/// alone, so that the same seed gives the same course of events.
/// </summary>
internal sealed class World(int seed, Action<string>? story = null)
{
    /// <summary>A scenario that takes more steps than this runs in circles.</summary>
    private const long StepsMax = 2_000_000;

    private readonly PriorityQueue<Action, (long At, long Order)> _agenda = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;
    private Exception? _escaped;

    public Random Random { get; } = new(seed);

    /// <summary>Since the beginning; it never jumps.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>How far the wall clocks of the machines are off.</summary>
    public TimeSpan ClockOffset { get; set; }

    public long Steps { get; private set; }

    public void After(TimeSpan delay, Action what) => _agenda.Enqueue(what, ((Now + delay).Ticks, _order++));

    /// <summary>A delay up to <paramref name="max"/>, all lengths equally likely.</summary>
    public TimeSpan UpTo(TimeSpan max) => TimeSpan.FromTicks(Random.NextInt64(max.Ticks + 1));

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public TimeSpan Between(TimeSpan min, TimeSpan max) => min + UpTo(max - min);

    /// <summary>Lets everything happen that is due until then.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (_agenda.TryPeek(out _, out var next) && next.At <= end.Ticks)
        {
            if (++Steps > StepsMax) throw new InvalidOperationException($"no end after {StepsMax} steps");
            Now = TimeSpan.FromTicks(next.At);
            _agenda.Dequeue()();
            if (_escaped is not null) ExceptionDispatchInfo.Throw(_escaped);
        }

        Now = end;
    }

    /// <summary>Tells what happens, where somebody listens.</summary>
    public void Tell(string what) => story?.Invoke($"{Now:hh\\:mm\\:ss\\.ffffff} {what}");

    /// <summary>What runs on another thread is out of the seed's hands: the scenario proves nothing and says so.</summary>
    public void Claim()
    {
        if (Environment.CurrentManagedThreadId == _thread) return;
        var escaped = new InvalidOperationException("the simulated program left its scheduler");
        ExceptionDispatchInfo.SetCurrentStackTrace(escaped);
        Fail(escaped);
    }

    /// <summary>Ends the scenario with the first exception that nobody caught.</summary>
    public void Fail(Exception e) => _escaped ??= e;
}
