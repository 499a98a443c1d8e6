using Oms.Trading;

namespace Oms.Certificate.Simulation;

/// <summary>
/// One life of a program. Its continuations and timers run in the world, in an order that the seed chooses, until it is killed: then nothing
/// of it runs any more, no handler and no cleaning up, as after a kill -9.
/// </summary>
internal sealed class SimulatedProcess : SynchronizationContext
{
    // Between two continuations that are ready at the same time either may come first.
    private static readonly TimeSpan TurnMax = TimeSpan.FromMicroseconds(20);

    private readonly World _world;

    public SimulatedProcess(World world)
    {
        _world = world;
        Clock = new WorldClock(world, this);
    }

    public TimeProvider Clock { get; }

    public bool IsDead { get; private set; }

    /// <summary>Told once, when it has died.</summary>
    public Action? Killed { get; set; }

    public void Kill()
    {
        if (IsDead) return;
        IsDead = true;
        _world.Tell("    the engine is dead");
        Killed?.Invoke();
    }

    /// <summary>Starts work inside the program. What it throws comes out of the world: nothing here may fail unseen.</summary>
    public void Start(Func<Task> work) => Post(_ => _ = WatchAsync(work), null);

    public override void Post(SendOrPostCallback d, object? state)
    {
        _world.Claim();
        if (!IsDead) _world.After(_world.UpTo(TurnMax), () => Run(d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nothing here may block");

    public override SynchronizationContext CreateCopy() => this;

    private async Task WatchAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            _world.Fail(e);
        }
    }

    private void Run(SendOrPostCallback d, object? state)
    {
        if (IsDead) return;
        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }

    private sealed class WorldClock(World world, SimulatedProcess process) : TimeProvider
    {
        private static readonly DateTimeOffset Morning = new Instant(1_780_000_000_000_000).ToDateTimeOffset();

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Morning + world.Now + world.ClockOffset;

        public override long GetTimestamp() => world.Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new WorldTimer(world, process, () => callback(state), dueTime, period);
    }

    private sealed class WorldTimer : ITimer
    {
        private readonly World _world;
        private readonly SimulatedProcess _process;
        private readonly Action _callback;
        private int _setting;

        public WorldTimer(World world, SimulatedProcess process, Action callback, TimeSpan dueTime, TimeSpan period)
        {
            (_world, _process, _callback) = (world, process, callback);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan) _world.After(dueTime, () => Fire(setting, period));
            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int setting, TimeSpan period)
        {
            if (_process.IsDead || setting != _setting) return;
            if (period > TimeSpan.Zero) _world.After(period, () => Fire(setting, period));
            _process.Run(_ => _callback(), null);
        }
    }
}
