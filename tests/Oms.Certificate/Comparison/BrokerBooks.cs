namespace Oms.Certificate.Comparison;

/// <summary>What became of an order at the broker.</summary>
internal enum BrokerStatus
{
    Working,
    Filled,
    Canceled,
    Rejected,
}

/// <summary>An order as the broker holds it; <see cref="Reference"/> is what the sender wrote on it.</summary>
/// <param name="Price">The limit; null where it has none or does not tell.</param>
/// <param name="IsOdd">Something was done to its messages that the OMS has to flag: an anomaly on it is explained.</param>
internal sealed record BrokerOrder(
    string Reference, string Account, string Symbol, decimal OrderQty, decimal CumQty, decimal? Price, BrokerStatus Status, bool IsOdd = false);

/// <summary>A fill as the broker holds it; a negative quantity is a sale. No reference means that the order came from elsewhere.</summary>
internal sealed record BrokerFill(string ExecId, string Reference, string Account, string Symbol, decimal SignedQty, decimal Commission);

/// <summary>The counterparty's truth: what it was sent, what it holds, what it filled. Every placement that arrived is an order here.</summary>
internal sealed record BrokerBooks(IReadOnlyList<BrokerOrder> Orders, IReadOnlyList<BrokerFill> Fills)
{
    public IEnumerable<((string Account, string Symbol) Key, decimal Quantity)> Positions => Fills
        .GroupBy(fill => (fill.Account, fill.Symbol))
        .Select(group => (group.Key, group.Sum(fill => fill.SignedQty)));
}
