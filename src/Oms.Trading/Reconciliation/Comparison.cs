using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;

namespace Oms.Trading.Reconciliation;

/// <summary>
/// Our book beside the broker's, and the witness beside both: pure, the answer is the differences. What was touched since the round began
/// is in flight and judged by the next round.
/// </summary>
internal static class Comparison
{
    /// <summary>Between our book and what the trading connection was shown.</summary>
    /// <param name="since">When the round began, by our clock.</param>
    public static List<Finding> OfBroker(TradingBook book, BrokerView view, Instant since)
    {
        var findings = new List<Finding>();
        Positions(book, view, since, findings);
        Cash(book, view, findings);
        Orders(book, view, since, findings);
        return findings;
    }

    /// <summary>Between our book and what the witness was shown. What the trading connection has shown in the same way is no new difference.</summary>
    public static List<Finding> OfWitness(TradingBook book, BrokerView? broker, BrokerView witness, Instant since)
    {
        var positions = new List<Finding>();
        Positions(book, witness, since, positions);
        var known = new HashSet<BreakKey>();
        if (broker is not null) known.UnionWith(OfBroker(book, broker, since).Select(finding => finding.Key));
        var findings = positions.Where(finding => !known.Contains(finding.Key))
            .Select(finding => AsWitness(finding, $"the witness is shown {finding.Theirs:0.##########} of {finding.Subject}, we hold {finding.Ours:0.##########}"))
            .ToList();
        if (broker is null) return findings;

        var shown = broker.Orders.Select(order => order.PermId).ToHashSet();
        findings.AddRange(witness.Orders
            .Where(order => !shown.Contains(order.PermId) && book.Find(order.Key) is null && book.Accounts.ContainsKey(order.Account))
            .Select(order => new Finding(BreakClass.WitnessDisagrees, order.Account, $"perm:{order.PermId}", order.Symbol, null, null,
                order.OrderQty, null, null, $"only the witness is shown the order {order.PermId} of client {order.ClientId}", BreakAction.Ignore)));
        return findings;
    }

    /// <summary>Whether something happened to the subject of a break since the round began, so that its absence proves nothing.</summary>
    public static bool IsInFlight(TradingBook book, Finding finding, Instant since) => finding switch
    {
        { Class: BreakClass.PositionDiffers or BreakClass.WitnessDisagrees, Symbol: { } symbol } =>
            book.Reconciliation.MovedSince(new(finding.Account, symbol), since),
        { Order: { } id } => book.Orders.GetValueOrDefault(id) is { IsClosed: false } order && order.Times.Updated >= since,
        _ => false,
    };

    private static void Positions(TradingBook book, BrokerView view, Instant since, List<Finding> findings)
    {
        var theirs = view.Positions.Where(held => book.Accounts.ContainsKey(held.Account))
            .GroupBy(held => new PositionKey(held.Account, held.Symbol))
            .ToDictionary(group => group.Key, group => (Quantity: group.Sum(held => held.Quantity), group.First().AvgCost));
        foreach (var key in theirs.Keys.Union(book.Positions.Keys))
        {
            if (!book.Accounts.ContainsKey(key.Account) || book.Reconciliation.MovedSince(key, since)) continue;
            var (quantity, cost) = theirs.GetValueOrDefault(key);
            var ours = book.Positions.GetValueOrDefault(key);
            if (quantity == (ours?.Quantity ?? 0)) continue;
            var instrument = book.Instruments.GetValueOrDefault(key.Symbol);
            if (instrument is { SecType: "CASH" } && !theirs.ContainsKey(key)) continue; // IB lists currencies as cash, not as holdings.
            findings.Add(new(BreakClass.PositionDiffers, key.Account, key.Symbol.Value, key.Symbol, null, ours?.Quantity ?? 0, quantity,
                Stake(quantity, ours, cost, instrument), instrument?.Currency,
                $"the broker holds {quantity:0.##########} of {key.Symbol}, we hold {ours?.Quantity ?? 0:0.##########}", BreakAction.AcceptBroker));
        }
    }

    // IB's average cost has the multiplier in it, ours has not.
    private static decimal? Stake(decimal theirs, Position? ours, decimal cost, Instrument? instrument)
    {
        var unit = cost != 0 ? cost : ours is { AvgCost: not 0 } ? ours.AvgCost * (instrument?.Multiplier ?? ours.Multiplier) : (decimal?)null;
        return unit is { } worth ? Math.Abs(theirs - (ours?.Quantity ?? 0)) * Math.Abs(worth) : null;
    }

    private static void Cash(TradingBook book, BrokerView view, List<Finding> findings)
    {
        foreach (var held in view.Cash)
        {
            if (!book.Reconciliation.Cash.Lines.TryGetValue((held.Account, held.Currency), out var line)) continue;
            if (CashLedger.ToleranceOf(line) is not { } tolerance || Math.Abs(held.Amount - line.Amount) <= tolerance) continue;
            findings.Add(new(BreakClass.CashDiffers, held.Account, held.Currency, null, null, line.Amount, held.Amount,
                Math.Abs(held.Amount - line.Amount), held.Currency,
                $"the broker holds {held.Amount:0.00} {held.Currency}, the fills make it {line.Amount:0.00}", BreakAction.AcceptBroker));
        }
    }

    private static void Orders(TradingBook book, BrokerView view, Instant since, List<Finding> findings)
    {
        var shown = new HashSet<OrderId>();
        foreach (var order in view.Orders)
        {
            if (book.Find(order.Key) is not { } own)
            {
                findings.Add(Unknown(order));
                continue;
            }

            shown.Add(own.Id);
            if (own.IsClosed && own.Times.Updated < since)
                findings.Add(About(own, BreakClass.OrderOpenAfterClose, 0, order.OrderQty,
                    $"the broker works {order.OrderQty:0.##########} as {order.Status}, we hold it {own.Working}", BreakAction.CancelAtBroker));
        }

        foreach (var id in book.OpenOrders)
        {
            var order = book.Orders[id];
            if (shown.Contains(id) || order.Times.Updated >= since) continue;
            findings.Add(About(order, BreakClass.OrderMissingAtBroker, order.LeavesQty, 0,
                "the broker shows it neither open nor completed, and no execution fills it", BreakAction.CloseAsCanceled));
        }
    }

    private static Finding About(Order order, BreakClass of, decimal ours, decimal theirs, string detail, BreakAction suggested) => new(
        of, order.Terms.Account, order.Id.Value, order.Terms.Symbol, order.Id, ours, theirs,
        order.Terms.Price is { } price ? Math.Abs(theirs - ours) * Math.Abs(price) : null, null, detail, suggested);

    private static Finding Unknown(ShownOrder order) => new(
        BreakClass.UnknownOrderAtBroker, order.Account, $"perm:{order.PermId}", order.Symbol, null, null, order.OrderQty, null, null,
        $"client {order.ClientId} works {order.Side} {order.OrderQty:0.##########} {order.Symbol} {order.BrokerType} as {order.Status}", BreakAction.Ignore);

    private static Finding AsWitness(Finding finding, string detail) =>
        finding with { Class = BreakClass.WitnessDisagrees, Detail = detail, Suggested = BreakAction.Ignore };
}
