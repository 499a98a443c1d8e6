using System.Diagnostics;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Trading;

/// <summary>What follows from a report of the broker or a notice of the engine. Facts are never refused.</summary>
internal static class ReportRules
{
    private static readonly Decision.Accepted Booked = new();

    public static Decision Decide(TradingBook book, BrokerReport report, List<TradingEvent> events)
    {
        switch (report)
        {
            case BrokerReport.LinkUp up: OnLinkUp(book, up, events); break;
            case BrokerReport.LinkDown down: OnLinkDown(book, down.Reason, events); break;
            case BrokerReport.Synchronized: OnSynchronized(book, events); break;
            case BrokerReport.Described described: OnDescribed(book, described.Instrument, events); break;
            case BrokerReport.Commissioned commissioned: OnCommission(book, commissioned, events); break;
            case BrokerReport.Executed fill: OnExecuted(book, fill, events); break;
            default: OnOrder(book, report, events); break;
        }

        return Booked;
    }

    public static Decision Decide(TradingBook book, Notice notice, List<TradingEvent> events)
    {
        switch (notice)
        {
            case Notice.Started started: OnLinkDown(book, started.Reason, events); break;
            default: throw new UnreachableException($"{notice.GetType().Name} is no notice");
        }

        return Booked;
    }

    // A link that comes up anew has been down, whether or not anybody said so.
    private static void OnLinkUp(TradingBook book, BrokerReport.LinkUp up, List<TradingEvent> events)
    {
        if (book.Link is not LinkState.Disconnected) OnLinkDown(book, "the link came up anew", events);
        events.Add(new BrokerEvent.LinkedUp(up.Endpoint, up.NextOrderId));
    }

    private static void OnLinkDown(TradingBook book, string reason, List<TradingEvent> events)
    {
        if (book.Link is not LinkState.Disconnected) events.Add(new BrokerEvent.LinkedDown(reason));
        foreach (var id in book.OpenOrders) OrderRules.RaiseDoubt(book.Orders[id], reason, events);
    }

    private static void OnSynchronized(TradingBook book, List<TradingEvent> events)
    {
        if (book.Link is LinkState.Disconnected) return; // The round outlived its link: it shows what was.
        var isConnecting = book.Link is LinkState.Synchronizing;
        if (isConnecting) events.Add(new BrokerEvent.Synchronized());
        foreach (var id in book.OpenOrders) OrderRules.OnSynchronized(book.Orders[id], isConnecting, events);
    }

    // The broker's word wins on what it decides (ticks, lots, multiplier, contract id); the name we gave stays.
    private static void OnDescribed(TradingBook book, Instrument described, List<TradingEvent> events)
    {
        if (book.Instruments.GetValueOrDefault(described.Symbol) != described)
            events.Add(new InstrumentEvent.Listed(described));
    }

    private static void OnExecuted(TradingBook book, BrokerReport.Executed fill, List<TradingEvent> events)
    {
        // Duplicate executions are normal after a reconnect; the ExecId decides, not the clock.
        if (book.Executions.ContainsKey(fill.Execution.ExecId)) return;
        if (book.OtherRevision(fill.Execution) is { } booked)
        {
            OnCorrected(booked, fill.Execution, events);
            return;
        }

        if (book.Find(fill.Order) is not { } order)
        {
            events.Add(new BrokerEvent.ExternalTraded(fill.Execution));
            return;
        }

        OrderRules.On(order, fill, events);
        if (book.CommissionHeld(fill.Execution.ExecId) is { } commission)
            events.Add(new OrderEvent.CommissionBooked(order.Id, fill.Execution.ExecId, commission));
    }

    // The highest revision counts; a lower one that comes late has been overtaken already.
    private static void OnCorrected(BookedFill was, Execution execution, List<TradingEvent> events)
    {
        was.Execution.ExecId.TryRevision(out _, out var known);
        execution.ExecId.TryRevision(out _, out var revision);
        if (revision <= known) return;
        events.Add(was.Order is { } id
            ? new OrderEvent.TradeCorrected(id, was.Execution, execution, was.Commission)
            : new BrokerEvent.ExternalTradeCorrected(was.Execution, execution));
    }

    private static void OnCommission(TradingBook book, BrokerReport.Commissioned report, List<TradingEvent> events)
    {
        if (book.IsCommissionKnown(report.ExecId)) return;
        if (book.Executions.TryGetValue(report.ExecId, out var id) && id is { } orderId)
            events.Add(new OrderEvent.CommissionBooked(orderId, report.ExecId, report.Commission));
        else
            events.Add(new BrokerEvent.CommissionHeld(report.ExecId, report.Commission));
    }

    private static void OnOrder(TradingBook book, BrokerReport report, List<TradingEvent> events)
    {
        var key = report switch
        {
            BrokerReport.Acknowledged ack => ack.Order,
            BrokerReport.Closed closed => closed.Order,
            BrokerReport.Completed completed => completed.Order,
            BrokerReport.Refused no => no.Order,
            BrokerReport.ChangeRefused no => no.Order,
            BrokerReport.CancelRefused no => no.Order,
            BrokerReport.Warned warned => warned.Order,
            BrokerReport.NotSent not => new(not.Order, null),
            BrokerReport.SendInDoubt doubt => new(doubt.Order, null),
            _ => throw new UnreachableException($"{report.GetType().Name} is not handled"),
        };
        if (book.Find(key) is { } order) OrderRules.On(order, report, events);
    }
}
