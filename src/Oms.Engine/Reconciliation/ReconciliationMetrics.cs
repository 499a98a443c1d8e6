using System.Diagnostics.Metrics;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Reconciliation;

namespace Oms.Engine.Reconciliation;

/// <summary>What differs, for how long, and where the link stands, as gauges. Fed by committed events.</summary>
public sealed class ReconciliationMetrics : IDisposable
{
    private readonly Meter _meter = new(EngineMetrics.MeterName);
    private readonly Lock _gate = new();
    private readonly Dictionary<BreakId, (BreakClass Class, Instant Since)> _breaks = [];
    private readonly TimeProvider _clock;

    public ReconciliationMetrics(IBroker broker, TimeProvider clock)
    {
        _clock = clock;
        _meter.CreateObservableGauge("oms_breaks_open", () => Breaks().Select(of => Measured(of.Count, of.Class)), description: "Open breaks by class");
        _meter.CreateObservableGauge("oms_break_age_seconds", () => Breaks().Select(of => Measured(of.Age, of.Class)), "s",
            "Age of the oldest open break by class");
        _meter.CreateObservableGauge("oms_broker_state", () => Enum.GetValues<LinkState>().Select(state =>
            new Measurement<int>(broker.Status.State == state ? 1 : 0, new KeyValuePair<string, object?>("state", state.ToString()))),
            description: "1 for the state in which the broker link is");
        _meter.CreateObservableGauge("oms_broker_synchronized_age_seconds", () => AgeOf(broker.Status.SynchronizedAt), "s",
            "Since the broker last showed everything; -1 while it never did");
    }

    public void Apply(Committed committed)
    {
        lock (_gate)
        {
            switch (committed.Event)
            {
                case ReconciliationEvent.BreakOpened opened: _breaks[opened.Id] = (opened.Finding.Class, committed.At); break;
                case ReconciliationEvent.BreakHealed healed: _breaks.Remove(healed.Id); break;
                case ReconciliationEvent.BreakResolved done: _breaks.Remove(done.Id); break;
                default: break;
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<double> Measured(double value, BreakClass of) => new(value, new KeyValuePair<string, object?>("class", of.ToString()));

    private (BreakClass Class, int Count, double Age)[] Breaks()
    {
        lock (_gate)
        {
            return [.. Enum.GetValues<BreakClass>().Select(of => _breaks.Values.Where(open => open.Class == of).ToArray() is { Length: > 0 } open
                ? (of, open.Length, AgeOf(open.Min(one => one.Since)))
                : (of, 0, 0))];
        }
    }

    private double AgeOf(Instant? since) => since is { } at ? Math.Max(0, (Instant.Now(_clock) - at).TotalSeconds) : -1;
}
