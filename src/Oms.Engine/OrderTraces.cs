using System.Collections.Concurrent;
using System.Diagnostics;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Engine;

/// <summary>
/// Makes one trace of a request, its decision, what left for the broker and what came back. Costs nothing while nobody collects traces;
/// what is remembered for it is lost with the process, and only the trace is then in two parts.
/// </summary>
public sealed class OrderTraces
{
    public static readonly ActivitySource Source = new("Oms.Engine");

    private const int OrdersMax = 10_000;

    private readonly ConcurrentDictionary<OrderId, ActivityContext> _byOrder = new();

    /// <summary>The trace that the caller is in; the default when it is in none.</summary>
    public static ActivityContext Current => Source.HasListeners() && Activity.Current is { } activity ? activity.Context : default;

    /// <summary>The trace that an event belongs to: that of the request, or for a report that of the order's last request.</summary>
    public ActivityContext ContextOf(TradingEvent e, ActivityContext asked)
    {
        if (e is not OrderEvent order || !Source.HasListeners()) return asked;
        if (asked == default) return _byOrder.GetValueOrDefault(order.Id);
        if (_byOrder.Count >= OrdersMax) _byOrder.Clear();
        _byOrder[order.Id] = asked;
        return asked;
    }

    /// <summary>Says that an event is in the journal.</summary>
    public static void Journaled(Committed committed)
    {
        if (committed.Trace == default) return;
        using var activity = Source.StartActivity(EventCodec.KindOf(committed.Event), ActivityKind.Internal, committed.Trace);
        activity?.SetTag("oms.seq", committed.Seq).SetTag("oms.cl_ord_id", committed.Order?.Terms.ClOrdId.Value);
    }

    /// <summary>Lasts while a request leaves for the broker.</summary>
    public static Activity? Sending(Committed committed, SentRequest request) => committed.Trace == default
        ? null
        : Source.StartActivity($"broker {request}", ActivityKind.Client, committed.Trace)?.SetTag("oms.cl_ord_id", committed.Order?.Terms.ClOrdId.Value);
}
