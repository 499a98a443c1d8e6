using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Certificate.Comparison;

/// <summary>Sets the broker's books and the journal side by side when everything has come to rest. What one has and the other lacks is a finding.</summary>
internal static class BookComparison
{
    /// <param name="promised">Orders that a caller was told to exist.</param>
    public static IReadOnlyList<Finding> Compare(BrokerBooks broker, OmsBooks oms, IEnumerable<OrderId> promised)
    {
        var findings = new List<Finding>();
        foreach (var id in promised.Where(id => !oms.Book.Orders.ContainsKey(id)))
            findings.Add(new(Breach.OrderLost, $"{id} was promised and is not in the journal"));
        CompareOrders(broker, oms.Book, findings);
        CompareFills(broker, oms, findings);
        ComparePositions(broker, oms.Book, findings);
        return findings;
    }

    private static void CompareOrders(BrokerBooks broker, TradingBook book, List<Finding> findings)
    {
        var theirs = broker.Orders.Where(order => order.Reference.Length > 0)
            .GroupBy(order => order.Reference, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var (reference, orders) in theirs)
        {
            if (orders.Count > 1) findings.Add(new(Breach.OrderSentTwice, $"{reference} arrived {orders.Count} times"));
            if (!book.Orders.TryGetValue(new(reference), out var ours))
                findings.Add(new(Breach.OrderLost, $"{reference} is {orders[0].Status} at the broker and not in the journal"));
            else if (orders.Count == 1) CompareOrder(orders[0], ours, findings);
        }

        foreach (var ours in book.Orders.Values.Where(order => !theirs.ContainsKey(order.Id.Value)))
        {
            if (ours.Working is not OrdStatus.Rejected || ours.CumQty != 0)
                findings.Add(new(Breach.OrderLost, $"{ours.Id} is {ours.OrdStatus} here and never arrived at the broker"));
        }
    }

    private static void CompareOrder(BrokerOrder theirs, Order ours, List<Finding> findings)
    {
        if (ours.Working is OrdStatus.Rejected && theirs.Status is not BrokerStatus.Rejected)
            findings.Add(new(Breach.OrderLost, $"{ours.Id} is rejected here ({ours.Code}) and {theirs.Status} at the broker"));
        else if (!IsSame(theirs, ours))
            findings.Add(Unexplained($"{ours.Id} is {ours.OrdStatus} here and {theirs.Status} at the broker"));
        if (ours.InDoubt) findings.Add(Unexplained($"{ours.Id} is still in doubt"));
        else if (ours.Pending is { } pending) findings.Add(Unexplained($"{ours.Id} still waits for its {pending}"));
        else if (!ours.IsClosed && (ours.Terms.OrderQty != theirs.OrderQty || (theirs.Price ?? ours.Terms.Price) != ours.Terms.Price))
            findings.Add(Unexplained($"{ours.Id} works {ours.Terms.OrderQty} @ {ours.Terms.Price} here, {theirs.OrderQty} @ {theirs.Price} there"));
        if (theirs.IsOdd) return;
        foreach (var anomaly in ours.Anomalies) findings.Add(Unexplained($"{ours.Id} is flagged {anomaly} without a cause"));
    }

    private static bool IsSame(BrokerOrder theirs, Order ours) => theirs.Status switch
    {
        BrokerStatus.Working => ours.Working is OrdStatus.New or OrdStatus.PartiallyFilled,
        BrokerStatus.Filled => ours.Working is OrdStatus.Filled,
        BrokerStatus.Canceled => ours.Working is OrdStatus.Canceled or OrdStatus.Expired,
        _ => ours.Working is OrdStatus.Rejected,
    };

    private static void CompareFills(BrokerBooks broker, OmsBooks oms, List<Finding> findings)
    {
        foreach (var twice in oms.BookedTwice) findings.Add(new(Breach.FillDoubled, $"{twice} is counted twice"));
        var theirs = broker.Fills.ToDictionary(fill => fill.ExecId, StringComparer.Ordinal);
        foreach (var lost in theirs.Values.Where(fill => !oms.Book.Executions.ContainsKey(new(fill.ExecId))))
            findings.Add(new(Breach.FillLost, $"{lost.ExecId} of {lost.Reference} is not in the journal"));
        foreach (var invented in oms.Book.Executions.Keys.Where(id => !theirs.ContainsKey(id.Value)))
            findings.Add(new(Breach.FillDoubled, $"{invented} is counted here and unknown to the broker"));

        foreach (var fills in broker.Fills.Where(fill => fill.Reference.Length > 0).GroupBy(fill => fill.Reference, StringComparer.Ordinal))
        {
            if (!oms.Book.Orders.TryGetValue(new(fills.Key), out var ours)) continue;
            var quantity = fills.Sum(fill => Math.Abs(fill.SignedQty));
            if (ours.CumQty < quantity) findings.Add(new(Breach.FillLost, $"{ours.Id} filled {ours.CumQty} here, {quantity} at the broker"));
            if (ours.CumQty > quantity) findings.Add(new(Breach.FillDoubled, $"{ours.Id} filled {ours.CumQty} here, {quantity} at the broker"));
            var cost = fills.Sum(fill => fill.Commission);
            if (ours.Commission != cost) findings.Add(Unexplained($"{ours.Id} cost {ours.Commission} here, {cost} at the broker"));
        }
    }

    private static void ComparePositions(BrokerBooks broker, TradingBook book, List<Finding> findings)
    {
        var theirs = broker.Positions.ToDictionary(position => position.Key, position => position.Quantity);
        var ours = book.Positions.ToDictionary(pair => (pair.Key.Account.Value, pair.Key.Symbol.Value), pair => pair.Value.Quantity);
        foreach (var key in theirs.Keys.Union(ours.Keys))
        {
            var (here, there) = (ours.GetValueOrDefault(key), theirs.GetValueOrDefault(key));
            if (here != there) findings.Add(Unexplained($"the position in {key} is {here} here and {there} at the broker"));
        }
    }

    private static Finding Unexplained(string text) => new(Breach.BreakUnexplained, text);
}
