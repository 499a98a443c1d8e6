using System.Diagnostics;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Trading;

/// <summary>What follows from a report of the broker or a notice of the engine. Facts are never refused.</summary>
internal static class ReportRules
{
    private static readonly Decision.Accepted Booked = new();

    public static Decision Decide(TradingBook book, BrokerReport report, Instant now, List<TradingEvent> events)
    {
        switch (report)
        {
            case BrokerReport.LinkUp up: OnLinkUp(book, up, events); break;
            case BrokerReport.LinkDown down: OnLinkDown(book, down.Reason, events); break;
            case BrokerReport.RoundStarted { IsWitness: true }: book.Reconciliation.WitnessSince = now; break;
            case BrokerReport.RoundStarted: book.Reconciliation.RoundSince = now; break;
            case BrokerReport.Synchronized round: OnSynchronized(book, round, now, events); break;
            case BrokerReport.Witnessed witness: ReconciliationRules.OnWitness(book, witness.View, events); break;
            case BrokerReport.Described described: OnDescribed(book, described.Instrument, events); break;
            case BrokerReport.Commissioned commissioned: OnCommission(book, commissioned, events); break;
            case BrokerReport.Executed fill: OnExecuted(book, fill, now, events); break;
            default: OnOrder(book, report, events); break;
        }

        return Booked;
    }

    public static Decision Decide(TradingBook book, Notice notice, Instant now, List<TradingEvent> events)
    {
        switch (notice)
        {
            case Notice.Started started:
                if (started.Mode is { } mode && mode != book.Day.Mode) events.Add(new BrokerEvent.TradingModeSet(mode));
                OnLinkDown(book, started.Reason, events);
                break;
            case Notice.FreezeBegun freeze when book.Day.Freeze is null: events.Add(new BrokerEvent.Frozen(freeze.Until, freeze.Reason)); break;
            case Notice.FreezeBegun: break;
            case Notice.FreezeEnded: OnFreezeEnded(book, now, events); break;
            default: throw new UnreachableException($"{notice.GetType().Name} is no notice");
        }

        return Booked;
    }

    // A link that comes up anew has been down, whether or not anybody said so.
    private static void OnLinkUp(TradingBook book, BrokerReport.LinkUp up, List<TradingEvent> events)
    {
        if (book.Link is not LinkState.Disconnected) OnLinkDown(book, "the link came up anew", events);
        events.Add(new BrokerEvent.LinkedUp(up.Endpoint, up.NextOrderId) { ClientId = up.ClientId });
    }

    private static void OnLinkDown(TradingBook book, string reason, List<TradingEvent> events)
    {
        if (book.Link is not LinkState.Disconnected) events.Add(new BrokerEvent.LinkedDown(reason));
        foreach (var id in book.OpenOrders) OrderRules.RaiseDoubt(book.Orders[id], reason, events);
    }

    private static void OnSynchronized(TradingBook book, BrokerReport.Synchronized round, Instant now, List<TradingEvent> events)
    {
        if (book.Link is LinkState.Disconnected) return; // The round outlived its link: it shows what was.
        var isConnecting = book.Link is LinkState.Synchronizing;
        if (isConnecting) events.Add(new BrokerEvent.Synchronized());
        var next = book.NextBrokerOrderId;
        foreach (var id in book.OpenOrders)
        {
            var order = book.Orders[id];
            if (isConnecting && order is { InDoubt: true, Working: OrdStatus.PendingNew } && DoubtRules.MayResend(book, order, now))
                events.Add(new OrderEvent.Resent(id, next++, OrderRules.Absence));
            else OrderRules.OnSynchronized(order, isConnecting, events);
        }

        if (round.View is { } view)
            ReconciliationRules.OnRound(book, view, isConnecting ? RoundCause.Connect : RoundCause.Interval, events);
        Retirement.Decide(book, now, events); // Last: what stands before it may be about an order that leaves.
    }

    // The night is over when the broker has shown everything; what rested is confirmed one by one.
    private static void OnFreezeEnded(TradingBook book, Instant now, List<TradingEvent> events)
    {
        if (book.Day.Freeze is not { } freeze) return;
        foreach (var id in book.Day.Resting)
        {
            if (book.Orders[id] is { IsClosed: false, InDoubt: false } order && IsShown(book, order))
                events.Add(new OrderEvent.Confirmed(id, "shown open by the broker after its restart"));
        }

        events.Add(new BrokerEvent.Reopened(book.Day.Report(book, freeze, now)));
    }

    private static bool IsShown(TradingBook book, Order order) =>
        book.Reconciliation.Shown is { } view && view.Orders.Any(shown => book.Find(shown.Key)?.Id == order.Id);

    // The broker's word wins on what it decides (ticks, lots, multiplier, contract id); the name we gave stays.
    private static void OnDescribed(TradingBook book, Instrument described, List<TradingEvent> events)
    {
        if (book.Instruments.GetValueOrDefault(described.Symbol) != described)
            events.Add(new InstrumentEvent.Listed(described));
    }

    private static void OnExecuted(TradingBook book, BrokerReport.Executed fill, Instant now, List<TradingEvent> events)
    {
        // Duplicate executions are normal after a reconnect; the ExecId decides, not the clock.
        if (book.Executions.ContainsKey(fill.Execution.ExecId) || book.HasRetired(fill.Execution.ExecId)) return;
        if (book.OtherRevision(fill.Execution) is { } booked)
        {
            OnCorrected(booked, fill.Execution, events);
            return;
        }

        if (book.Find(fill.Order) is not { } order)
        {
            events.Add(new BrokerEvent.ExternalTraded(fill.Execution) { PermId = fill.Order.PermId });
            return;
        }

        ReconciliationRules.OnMissedExecution(book, order, fill, now, events);
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
        else if (report is BrokerReport.Acknowledged { Shown: { } shown }) ExternalOrders.Adopt(book, shown, events);
    }
}
