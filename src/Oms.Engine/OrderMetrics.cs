using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Engine;

/// <summary>Orders by state, refusals by reason, anomalies by kind, and how long each stage of an order's way took.</summary>
internal sealed class OrderMetrics
{
    private static readonly OrdStatus[] OpenStatuses =
    [
        OrdStatus.PendingNew, OrdStatus.New, OrdStatus.PartiallyFilled, OrdStatus.PendingCancel, OrdStatus.PendingReplace, OrdStatus.InDoubt,
    ];

    private readonly ConcurrentDictionary<OrderId, Open> _open = new();
    private readonly Counter<long> _refused;
    private readonly Counter<long> _anomalies;
    private readonly Histogram<double> _stages;

    private readonly record struct Open(OrdStatus Status, bool InDoubt, Instant Since);

    public OrderMetrics(Meter meter, InstrumentAdvice<double> seconds, TimeProvider clock)
    {
        _refused = meter.CreateCounter<long>("oms_orders_refused", description: "Orders refused, by us or by the broker, and why");
        _anomalies = meter.CreateCounter<long>("oms_order_anomalies", description: "Anomalies flagged on orders, by kind");
        foreach (var anomaly in Enum.GetValues<Anomaly>()) Anomalies(anomaly, 0); // A series that begins at its first count has no increase.
        _stages = meter.CreateHistogram("oms_order_stage_seconds", "s",
            "From a command queued to decided and journaled; from journaled to sent; from placed to acknowledged and to the first fill", advice: seconds);
        meter.CreateObservableGauge("oms_open_orders", Statuses, description: "Open orders by status");
        meter.CreateObservableGauge("oms_orders_in_doubt", () => _open.Values.Count(order => order.InDoubt), description: "Orders in doubt");
        meter.CreateObservableGauge("oms_orders_in_doubt_age_seconds", () => OldestDoubt(Instant.Now(clock)), "s", "Age of the oldest doubt");
    }

    public void Stage(string stage, TimeSpan took) => _stages.Record(took.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    /// <summary>An order as it is found at the start.</summary>
    public void Found(Order order)
    {
        if (!order.IsClosed) _open[order.Id] = new(order.OrdStatus, order.InDoubt, order.Times.Updated);
    }

    public void Committed(Committed committed)
    {
        if (committed.Event is OrderEvent.Denied denied)
        {
            foreach (var denial in denied.Denials) Refused("oms", denial.Code);
        }

        if (committed.Event is OrderEvent.AnomalyFlagged flagged) Anomalies(flagged.Anomaly, 1);
        if (committed.Order is not { } order) return;
        if (committed.Event is OrderEvent.Rejected) Refused("broker", order.Code ?? "UNKNOWN");
        if (committed.Event is OrderEvent.Acknowledged && order.Times.Acknowledged is { } acknowledged)
            Stage("acknowledged", acknowledged - order.Times.Created);
        if (committed.Event is OrderEvent.Traded && order.Times.FirstFilled is { } filled && filled == committed.At)
            Stage("first_fill", filled - order.Times.Created);
        if (order.IsClosed) _open.TryRemove(order.Id, out _);
        else _open[order.Id] = new(order.OrdStatus, order.InDoubt, SinceOf(order));
    }

    private Instant SinceOf(Order order) =>
        _open.TryGetValue(order.Id, out var known) && known.InDoubt == order.InDoubt ? known.Since : order.Times.Updated;

    private void Refused(string by, string code) => _refused.Add(
        1, new KeyValuePair<string, object?>("by", by), new KeyValuePair<string, object?>("code", code));

    private void Anomalies(Anomaly anomaly, long count) => _anomalies.Add(count, new KeyValuePair<string, object?>("anomaly", anomaly.ToString()));

    // A status that no order has is 0, not absent; otherwise a graph shows its last value and an alert cannot tell it from a lost engine.
    private IEnumerable<Measurement<int>> Statuses()
    {
        var counts = _open.Values.CountBy(order => order.Status).ToDictionary();
        return OpenStatuses.Select(status =>
            new Measurement<int>(counts.GetValueOrDefault(status), new KeyValuePair<string, object?>("status", status.ToString())));
    }

    private double OldestDoubt(Instant now) =>
        _open.Values.Where(order => order.InDoubt).Select(order => (now - order.Since).TotalSeconds).DefaultIfEmpty(0).Max();
}
