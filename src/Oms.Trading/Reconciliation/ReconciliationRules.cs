using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Trading.Reconciliation;

/// <summary>What follows from a round, and from what people do about breaks.</summary>
internal static class ReconciliationRules
{
    private const int ReasonLengthMax = 500;

    // An execution younger than this may still be on its way by the ordinary message.
    private static readonly TimeSpan LiveMessageMax = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The trading connection has shown everything. A difference becomes a break when two rounds in a row agree on it; one that is gone,
    /// and not only in flight, has healed.
    /// </summary>
    public static void OnRound(TradingBook book, BrokerView view, RoundCause cause, List<TradingEvent> events)
    {
        var state = book.Reconciliation;
        var (since, wasAsked, known) = (state.RoundSince, state.IsRoundAsked, events.Count);
        state.Shown = view;
        foreach (var cash in view.Cash.Where(held => book.Accounts.ContainsKey(held.Account) && !state.Cash.Lines.ContainsKey((held.Account, held.Currency))))
            events.Add(new ReconciliationEvent.CashBaselined(cash.Account, cash.Currency, cash.Amount, "the broker's figure when it was first shown"));
        var findings = Comparison.OfBroker(book, view, since);
        // By this very round; the book does not show it yet.
        var settled = events.Where(e => e is OrderEvent.Rejected or OrderEvent.Resent).Cast<OrderEvent>().Select(e => e.Id).ToHashSet();
        findings.RemoveAll(finding => finding.Order is { } id && settled.Contains(id));
        Settle(book, findings, of => of is not (BreakClass.WitnessDisagrees or BreakClass.ExecutionMissing), since, events);
        var suspects = findings.Count(finding => state.Suspects.ContainsKey(finding.Key));
        if (wasAsked || suspects > 0 || events.Count > known)
            events.Add(new ReconciliationEvent.RoundFinished(wasAsked ? RoundCause.Request : cause, findings.Count, suspects));
    }

    /// <summary>The witness has been shown everything.</summary>
    public static void OnWitness(TradingBook book, BrokerView witness, List<TradingEvent> events)
    {
        if (book.Link is not LinkState.Ready) return;
        var state = book.Reconciliation;
        var findings = Comparison.OfWitness(book, state.Shown, witness, state.WitnessSince);
        Settle(book, findings, of => of is BreakClass.WitnessDisagrees, state.WitnessSince, events);
    }

    /// <summary>An old fill of an own order that only a later round showed: booked by the caller, and kept as a break that healed.</summary>
    public static void OnMissedExecution(TradingBook book, Order order, BrokerReport.Executed fill, Instant now, List<TradingEvent> events)
    {
        if (fill.Source is not ReportSource.Executions || book.Link is not LinkState.Ready) return;
        if (now - fill.Execution.TransactTime < LiveMessageMax) return;
        var id = NextId(book, events);
        events.Add(new ReconciliationEvent.BreakOpened(id, new(BreakClass.ExecutionMissing, order.Terms.Account, fill.Execution.ExecId.Value,
            order.Terms.Symbol, order.Id, 0, fill.Execution.LastQty, fill.Execution.LastQty * Math.Abs(fill.Execution.LastPx), null,
            "no message told this fill when it happened", BreakAction.Ignore)));
        events.Add(new ReconciliationEvent.BreakHealed(id, "booked from the broker's list of executions"));
    }

    public static Decision Resolve(TradingBook book, Command.ResolveBreak resolve, List<TradingEvent> events)
    {
        if (Find(book, resolve.Id, resolve.By) is not { } found) return new Decision.Denied(Unknown(resolve.Id));
        var finding = found.Finding;
        if (string.IsNullOrWhiteSpace(resolve.Reason) || resolve.Reason.Length > ReasonLengthMax)
            return new Decision.Denied(new Denial("REASON_REQUIRED", $"a reason of up to {ReasonLengthMax} characters is required", "reason"));
        if (!Finding.ActionsOf(finding.Class).Contains(resolve.Action))
            return new Decision.Denied(new Denial("ACTION_NOT_ALLOWED", $"{resolve.Action} does not repair {finding.Class}", "action"));
        if (resolve.Action is BreakAction.CancelAtBroker) return AskCancel(book, found, resolve, events);

        events.Add(new ReconciliationEvent.BreakResolved(found.Id, resolve.Action, resolve.Reason, resolve.By));
        switch (resolve.Action, finding)
        {
            case (BreakAction.AcceptBroker, { Class: BreakClass.PositionDiffers, Symbol: { } symbol }):
                events.Add(Adjust(book, finding, symbol, resolve));
                break;
            case (BreakAction.AcceptBroker, { Class: BreakClass.CashDiffers }):
                events.Add(new ReconciliationEvent.CashBaselined(finding.Account, finding.Subject, finding.Theirs ?? 0, resolve.Reason));
                break;
            case (BreakAction.CloseAsCanceled, { Order: { } id }) when book.Orders[id] is { IsClosed: false }:
                events.Add(new OrderEvent.Canceled(id, $"closed by {resolve.By}: {resolve.Reason}") { Evidence = $"break {found.Id}" });
                break;
            default: break;
        }

        ClearAnomaly(book, finding, $"{resolve.By}: {resolve.Reason}", events);
        return new Decision.Accepted();
    }

    public static Decision Assign(TradingBook book, Command.AssignBreak assign, List<TradingEvent> events)
    {
        if (Find(book, assign.Id, assign.By) is not { } found) return new Decision.Denied(Unknown(assign.Id));
        if (found.Owner != assign.Owner) events.Add(new ReconciliationEvent.BreakAssigned(found.Id, assign.Owner, assign.By));
        return new Decision.Accepted();
    }

    public static Decision RequestRound(TradingBook book, Command.RequestRound request, List<TradingEvent> events)
    {
        if (book.Link is not LinkState.Ready)
            return new Decision.Denied(new Denial("BROKER_NOT_CONNECTED", "the link to the broker is down or not yet in step"));
        events.Add(new ReconciliationEvent.RoundRequested(request.By));
        return new Decision.Accepted();
    }

    private static void Settle(
        TradingBook book, List<Finding> findings, Func<BreakClass, bool> isInScope, Instant since, List<TradingEvent> events)
    {
        var state = book.Reconciliation;
        var seen = findings.DistinctBy(finding => finding.Key).ToDictionary(finding => finding.Key); // A broker may show a thing twice.
        foreach (var finding in seen.Values)
        {
            if (state.Find(finding.Key) is { } open)
            {
                if (!open.Finding.IsSame(finding)) events.Add(new ReconciliationEvent.BreakChanged(open.Id, finding));
            }
            else if (state.Ignored.GetValueOrDefault(finding.Key) is { } ignored && ignored.IsSame(finding)) { }
            else if (state.Suspects.Remove(finding.Key, out var before) && before.IsSame(finding))
                events.Add(new ReconciliationEvent.BreakOpened(NextId(book, events), finding));
            else state.Suspects[finding.Key] = finding;
        }

        foreach (var key in state.Suspects.Keys.Where(key => isInScope(key.Class) && !seen.ContainsKey(key)).ToArray())
            state.Suspects.Remove(key);
        foreach (var open in state.Open.Where(open => isInScope(open.Finding.Class) && !seen.ContainsKey(open.Finding.Key)))
        {
            if (Comparison.IsInFlight(book, open.Finding, since)) continue;
            events.Add(new ReconciliationEvent.BreakHealed(open.Id, CauseOf(book, open.Finding)));
            ClearAnomaly(book, open.Finding, "both sides agree again", events);
        }
    }

    private static string CauseOf(TradingBook book, Finding finding) => finding.Order is { } id && book.Orders.GetValueOrDefault(id) is { } order
        ? order.IsClosed ? $"the order is {order.Working}: {order.Text}".TrimEnd(' ', ':') : $"the broker shows it; it is {order.OrdStatus}"
        : "both sides agree again";

    private static Decision AskCancel(TradingBook book, Break found, Command.ResolveBreak resolve, List<TradingEvent> events)
    {
        if (found.Finding.Order is not { } id) return new Decision.Denied(Unknown(found.Id));
        if (book.CannotReach(book.Orders[id]) is { } denial) return new Decision.Denied(denial);
        events.Add(new ReconciliationEvent.CancelAsked(found.Id, id, resolve.Reason, resolve.By));
        return new Decision.Accepted();
    }

    // The flags on the order have been looked at.
    private static void ClearAnomaly(TradingBook book, Finding finding, string reason, List<TradingEvent> events)
    {
        Anomaly? flag = finding.Class switch
        {
            BreakClass.OrderMissingAtBroker => Anomaly.MissingAtBroker,
            BreakClass.OrderOpenAfterClose => Anomaly.OpenAfterClose,
            _ => null,
        };
        if (flag is { } anomaly && finding.Order is { } id && book.Orders.GetValueOrDefault(id)?.Anomalies.Contains(anomaly) is true)
            events.Add(new OrderEvent.AnomalyCleared(id, anomaly, reason));
    }

    // What is taken over costs what the broker says it cost, with IB's multiplier taken out; unknown costs keep ours.
    private static ReconciliationEvent.PositionAdjusted Adjust(TradingBook book, Finding finding, Symbol symbol, Command.ResolveBreak resolve)
    {
        var held = book.Positions.GetValueOrDefault(new(finding.Account, symbol));
        var multiplier = book.Instruments.GetValueOrDefault(symbol)?.Multiplier ?? held?.Multiplier ?? 1;
        var theirs = book.Reconciliation.Shown?.Positions.FirstOrDefault(p => p.Account == finding.Account && p.Symbol == symbol);
        var cost = finding.Theirs is 0 ? 0 : theirs is { AvgCost: not 0 } ? theirs.AvgCost / multiplier : held?.AvgCost ?? 0;
        return new(finding.Account, symbol, held?.Quantity ?? 0, finding.Theirs ?? 0, cost, resolve.Reason, resolve.By);
    }

    private static Break? Find(TradingBook book, BreakId id, Actor by) =>
        book.Reconciliation.Find(id) is { } found
        && (by == Actor.System || book.Accounts.GetValueOrDefault(found.Finding.Account)?.Firm == by.Firm) ? found : null;

    private static BreakId NextId(TradingBook book, List<TradingEvent> events) =>
        new($"B{book.Reconciliation.BreaksOpened + events.Count(e => e is ReconciliationEvent.BreakOpened) + 1}");

    private static Denial Unknown(BreakId id) => new("UNKNOWN_BREAK", $"no open break {id} is known");
}
