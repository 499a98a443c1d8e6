using System.Diagnostics;
using Oms.Trading.Broker;

namespace Oms.Trading.Orders;

/// <summary>
/// What follows from a request or a report for one order. Pure: the answer is the events that happen. Requests may be denied; reports
/// are facts, so each of them has a meaning in every state.
/// </summary>
public static class OrderRules
{
    /// <summary>What proves that an order never arrived.</summary>
    internal const string Absence = "absent from the executions, open orders and completed orders of a whole round";

    /// <summary>A cancel. Asking twice is harmless, asking for a closed order is not possible.</summary>
    public static Denial? CannotCancel(Order order) => CannotCancel(order, order.Owner?.ClientId);

    /// <summary>The same, for the connection that would carry it.</summary>
    /// <param name="clientId">Our client id at the broker, by which orders made elsewhere can be reached or not.</param>
    public static Denial? CannotCancel(Order order, int? clientId) =>
        order.IsClosed ? new("ORDER_CLOSED", $"the order is already {order.Working}") : ExternalOrders.CannotReach(order, clientId);

    /// <summary>A replace needs an order that the broker is known to work and that has no other request on its way.</summary>
    public static Denial? CannotReplace(Order order, int? version) => order switch
    {
        { IsClosed: true } => new("ORDER_CLOSED", $"the order is already {order.Working}"),
        _ when version is not null && version != order.Version =>
            new("VERSION_CONFLICT", $"the order is at version {order.Version}, not {version}"),
        { Owner: not null } => new("ORDER_EXTERNAL", "the order was made elsewhere; its maker changes it"),
        { InDoubt: true } => new("ORDER_IN_DOUBT", "what the broker holds of the order is not known"),
        { Pending: { } pending } => new("REQUEST_PENDING", $"a {pending} is not answered yet"),
        { Working: OrdStatus.PendingNew } => new("ORDER_NOT_ACKNOWLEDGED", "the broker has not acknowledged the order"),
        _ => null,
    };

    /// <summary>A report about a known order becomes no event (nothing new), one, or two.</summary>
    public static void On(Order order, BrokerReport report, List<TradingEvent> events)
    {
        var known = events.Count;
        switch (report)
        {
            case BrokerReport.Acknowledged ack: OnAcknowledged(order, ack, events); break;
            case BrokerReport.Executed fill: OnTrade(order, fill.Execution, events); break;
            case BrokerReport.Closed closed: OnClosed(order, closed, events); break;
            case BrokerReport.Completed completed: OnCompleted(order, completed, events); break;
            case BrokerReport.Refused no: OnRefused(order, no, events); break;
            case BrokerReport.ChangeRefused no: OnChangeRefused(order, no, events); break;
            case BrokerReport.CancelRefused no: OnCancelRefused(order, no, events); break;
            case BrokerReport.Warned warned: Note(order, warned.Code, warned.Text, events); break;
            case BrokerReport.NotSent not: OnNotSent(order, not, events); break;
            case BrokerReport.SendInDoubt doubt: RaiseDoubt(order, doubt.Text, events); break;
            default: throw new UnreachableException($"{report.GetType().Name} is not about an order");
        }

        DoubtRules.Explain(order, report, events, known);
    }

    /// <summary>Whatever was not settled when the link went is in doubt.</summary>
    public static void RaiseDoubt(Order order, string reason, List<TradingEvent> events)
    {
        if (order is { IsClosed: false, InDoubt: false }) events.Add(new OrderEvent.DoubtRaised(order.Id, reason));
    }

    /// <summary>
    /// The broker has shown all that it holds. An order still in doubt that it never acknowledged never arrived; one that it once
    /// knew is missing, and only a person can say why. Requests that were on their way are settled or asked again.
    /// </summary>
    /// <param name="isConnecting">
    /// Whether this is the round of a connect. One that was asked for while the link stood may be older than what is on its way now: it
    /// confirms and flags, it settles nothing.
    /// </param>
    public static void OnSynchronized(Order order, bool isConnecting, List<TradingEvent> events)
    {
        if (order is { InDoubt: true, Working: OrdStatus.PendingNew })
        {
            if (!isConnecting) return;
            events.Add(new OrderEvent.Rejected(order.Id, "NOT_RECEIVED_BY_BROKER",
                "the broker shows no open order, completed order or execution with our reference")
            {
                Evidence = Absence,
            });
        }
        else if (order.InDoubt && order.CumQty < order.Terms.OrderQty)
        {
            if (!order.Anomalies.Contains(Anomaly.MissingAtBroker))
                events.Add(new OrderEvent.AnomalyFlagged(order.Id, Anomaly.MissingAtBroker, "not among the broker's orders"));
        }
        else if (isConnecting)
        {
            if (order.PendingTerms is not null)
                events.Add(new OrderEvent.ReplaceRejected(order.Id, "NOT_RECEIVED_BY_BROKER", "the broker works the old terms"));
            // Without the larger quantity that was asked for it may be filled: then nothing is left to cancel.
            if (order is { Pending: PendingRequest.Cancel, LeavesQty: > 0 }) events.Add(new OrderEvent.CancelRequested(order.Id, Actor.System));
        }
    }

    // TWS repeats itself, most of all after a reconnect: what is known already is no event.
    private static void OnAcknowledged(Order order, BrokerReport.Acknowledged ack, List<TradingEvent> events)
    {
        if (order.IsClosed)
        {
            // The answer to a replace, overtaken by the end: on these terms the order ended.
            if (order.OvertakenTerms is { } asked && ShownTerms(order, ack) == asked) events.Add(new OrderEvent.Replaced(order.Id, asked));
            if (order.Working is not OrdStatus.Filled && !order.Anomalies.Contains(Anomaly.OpenAfterClose))
                events.Add(new OrderEvent.AnomalyFlagged(order.Id, Anomaly.OpenAfterClose, $"the broker says {ack.BrokerStatus}"));
            return;
        }

        var known = events.Count;
        if (order.Working is OrdStatus.PendingNew || order.PermId is null && ack.PermId is not null)
            events.Add(new OrderEvent.Acknowledged(order.Id, ack.PermId, ack.BrokerStatus));
        if (NewTerms(order, ack) is { } terms)
            events.Add(new OrderEvent.Replaced(order.Id, terms));
        else if (RestatedTerms(order, ack) is { } restated)
            events.Add(new OrderEvent.Restated(order.Id, restated, ack.BrokerStatus));
        if (order.InDoubt && events.Count == known)
            events.Add(new OrderEvent.Confirmed(order.Id, $"open at the broker as {ack.BrokerStatus}"));
    }

    // The terms that were asked for; and while in doubt, when an acknowledgement is evidence, any that are not those we hold.
    private static ReplaceTerms? NewTerms(Order order, BrokerReport.Acknowledged ack)
    {
        if (order is { PendingTerms: null, InDoubt: false }) return null;
        var shown = ShownTerms(order, ack);
        return shown == order.PendingTerms || order.InDoubt && shown != ReplaceTerms.Of(order.Terms) ? shown : null;
    }

    // FIX (restatement): with no request on its way, what the broker shows is what it works. But a live message with the terms that the
    // last replace ended may be an old one, come late: whether they are in force again is for the next list of open orders to say.
    private static ReplaceTerms? RestatedTerms(Order order, BrokerReport.Acknowledged ack)
    {
        if (order is not { PendingTerms: null, InDoubt: false }) return null;
        var shown = ShownTerms(order, ack);
        if (ack.Source is ReportSource.Live && shown == order.ReplacedTerms) return null;
        return shown != ReplaceTerms.Of(order.Terms) ? shown : null;
    }

    // What the broker does not say is as it was. It fills the price of a type that has no fixed limit, and the trigger of one that
    // follows the market, with whatever it works at now: those are not terms.
    private static ReplaceTerms ShownTerms(Order order, BrokerReport.Acknowledged ack)
    {
        var (terms, type) = (order.Terms, order.Terms.OrdType);
        var price = type.NeedsPrice() ? ack.Price ?? terms.Price : order.UnansweredTerms?.Price ?? terms.Price;
        var pricing = terms.Pricing is null ? null : (order.UnansweredTerms?.Pricing ?? terms.Pricing) switch
        {
            var asked when type.NeedsStopPx() => asked with { StopPx = ack.StopPx ?? asked.StopPx },
            { TrailPercent: not null } asked => asked with { TrailPercent = ack.TrailPercent ?? asked.TrailPercent },
            { TrailAmt: not null } asked => asked with { TrailAmt = ack.TrailAmt ?? asked.TrailAmt },
            var asked => asked,
        };
        return new(ack.OrderQty ?? terms.OrderQty, price) { Pricing = pricing };
    }

    // Which executions are known already is for the book to say: an ExecId counts once over all orders.
    private static void OnTrade(Order order, Execution execution, List<TradingEvent> events)
    {
        Anomaly? anomaly = order switch
        {
            { Working: OrdStatus.Canceled or OrdStatus.Expired or OrdStatus.Rejected } => Anomaly.TradeAfterClose,
            _ when order.CumQty + execution.LastQty > order.WorkableQty => Anomaly.Overfill,
            _ => null,
        };
        events.Add(new OrderEvent.Traded(order.Id, execution, anomaly));
    }

    private static void OnClosed(Order order, BrokerReport.Closed closed, List<TradingEvent> events)
    {
        if (order.Working is OrdStatus.Filled)
        {
            if (!order.Anomalies.Contains(Anomaly.CloseAfterFill))
                events.Add(new OrderEvent.AnomalyFlagged(order.Id, Anomaly.CloseAfterFill, closed.Text));
        }
        else if (!order.IsClosed)
        {
            events.Add(closed.IsExpired
                ? new OrderEvent.Expired(order.Id, closed.Text)
                : new OrderEvent.Canceled(order.Id, closed.Text));
        }
    }

    // A quantity alone is no fill: until the executions are here the order stays as it is. One that we hold for canceled filled after
    // that, on the terms of a replace whose answer was not heard.
    private static void OnCompleted(Order order, BrokerReport.Completed completed, List<TradingEvent> events)
    {
        if (order is { IsClosed: true, OvertakenTerms: null } || order.CumQty < completed.OrderQty) return;
        events.Add(completed.OrderQty < order.Terms.OrderQty || order.UnansweredTerms is null
            ? new OrderEvent.Replaced(order.Id, ReplaceTerms.Of(order.Terms) with { OrderQty = completed.OrderQty })
            : new OrderEvent.ReplaceRejected(order.Id, "NOT_RECEIVED_BY_BROKER", "the broker filled the old terms"));
    }

    private static void OnRefused(Order order, BrokerReport.Refused no, List<TradingEvent> events)
    {
        if (order.IsClosed) return;
        events.Add(order switch
        {
            { PendingTerms: not null } => new OrderEvent.ReplaceRejected(order.Id, no.Code, no.Text),
            { CumQty: > 0 } => new OrderEvent.Canceled(order.Id, $"{no.Code} {no.Text}"),
            _ => new OrderEvent.Rejected(order.Id, no.Code, no.Text),
        });
    }

    private static void OnChangeRefused(Order order, BrokerReport.ChangeRefused no, List<TradingEvent> events)
    {
        if (order.UnansweredTerms is not null) events.Add(new OrderEvent.ReplaceRejected(order.Id, no.Code, no.Text));
        else if (!order.IsClosed) Note(order, no.Code, no.Text, events);
    }

    // The same remark again is no news.
    private static void Note(Order order, string code, string text, List<TradingEvent> events)
    {
        var note = new OrderEvent.WarningNoted(order.Id, code, text);
        if (!order.Warnings.Contains(note.Remark)) events.Add(note);
    }

    // A cancel that finds nothing proves nothing about why: the order's end must be seen, not assumed.
    private static void OnCancelRefused(Order order, BrokerReport.CancelRefused no, List<TradingEvent> events)
    {
        if (order.IsClosed || order.Pending is not PendingRequest.Cancel) return;
        events.Add(new OrderEvent.CancelRejected(order.Id, no.Code, no.Text));
        if (no.IsGone) RaiseDoubt(order, $"{no.Code} {no.Text}", events);
    }

    private static void OnNotSent(Order order, BrokerReport.NotSent not, List<TradingEvent> events)
    {
        if (order.IsClosed) return;
        if (not.Request is SentRequest.New && order.Working is OrdStatus.PendingNew)
            events.Add(new OrderEvent.Rejected(order.Id, "NOT_SENT_TO_BROKER", not.Text));
        else if (not.Request is SentRequest.Cancel && order.Pending is PendingRequest.Cancel)
            events.Add(new OrderEvent.CancelRejected(order.Id, "NOT_SENT_TO_BROKER", not.Text));
        else if (not.Request is SentRequest.Replace && order.PendingTerms is not null)
            events.Add(new OrderEvent.ReplaceRejected(order.Id, "NOT_SENT_TO_BROKER", not.Text));
    }
}
