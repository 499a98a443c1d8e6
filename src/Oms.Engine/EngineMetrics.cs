using System.Diagnostics.Metrics;
using Oms.Engine.Journal;
using Oms.Trading.Orders;

namespace Oms.Engine;

/// <summary>What the engine counts. Names follow Prometheus; times are seconds.</summary>
public sealed class EngineMetrics : IDisposable
{
    public const string MeterName = "Oms.Engine";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    };

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _events;
    private readonly Histogram<double> _append;
    private readonly Histogram<double> _decide;
    private readonly Histogram<long> _batch;
    private readonly OrderMetrics _orders;

    public EngineMetrics(TimeProvider? clock = null)
    {
        _orders = new(_meter, Seconds, clock ?? TimeProvider.System);
        _events = _meter.CreateCounter<long>("oms_events", description: "Journaled events by kind");
        _append = _meter.CreateHistogram("oms_journal_append_seconds", "s", "Time of one commit to the journal", advice: Seconds);
        _decide = _meter.CreateHistogram("oms_command_seconds", "s", "From queued to answered", advice: Seconds);
        _batch = _meter.CreateHistogram("oms_journal_batch_events", null, "Events committed together",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] });
    }

    public void ObserveInbox(Func<int> depth, Func<double> age)
    {
        _meter.CreateObservableGauge("oms_inbox_depth", depth, description: "Inputs waiting for the sequencer");
        _meter.CreateObservableGauge("oms_inbox_age_seconds", age, "s", "How long the first of them has waited");
    }

    /// <summary>What is open when the engine starts.</summary>
    public void Found(IEnumerable<Order> orders)
    {
        foreach (var order in orders) _orders.Found(order);
    }

    public void Count(Committed committed)
    {
        _events.Add(1, new KeyValuePair<string, object?>("kind", EventCodec.KindOf(committed.Event)));
        _orders.Committed(committed);
    }

    /// <summary>A stage of an order's way; the names are those of the metric's description.</summary>
    public void Stage(string stage, TimeSpan took) => _orders.Stage(stage, took);

    public void Appended(int events, TimeSpan took)
    {
        _append.Record(took.TotalSeconds);
        _batch.Record(events);
    }

    public void Decided(TimeSpan took) => _decide.Record(took.TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
