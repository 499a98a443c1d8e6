namespace Oms.PaperGateway.Accounts;

/// <summary>
/// A holding. The average cost is IB's: per unit, with multiplier, and with the commission of what opened it.
/// </summary>
internal sealed record Position(int ConId)
{
    public decimal Quantity { get; init; }
    public decimal AverageCost { get; init; }
    public decimal RealizedPnl { get; init; }

    /// <summary>
    /// What the holding was worth when the day began, and what was paid for it since; null in books from before.
    /// </summary>
    public decimal? DayCost { get; init; }

    /// <summary>
    /// Books a fill of <paramref name="signedQty"/>, each unit worth <paramref name="unitValue"/>; answers what the
    /// closing part realised, net of commissions, or null when nothing was closed.
    /// </summary>
    public (Position Next, decimal? Realized) Book(decimal signedQty, decimal unitValue, decimal commission)
    {
        var total = Quantity + signedQty;
        var dayCost = CostOfToday() + signedQty * unitValue + commission;
        if (Quantity == 0 || Math.Sign(Quantity) == Math.Sign(signedQty))
        {
            var cost = Quantity * AverageCost + signedQty * unitValue + commission;
            return (Open(total, cost) with { DayCost = dayCost }, null);
        }

        var closedQty = Math.Min(Math.Abs(signedQty), Math.Abs(Quantity)) * Math.Sign(Quantity);
        var closingCommission = commission * Math.Abs(closedQty / signedQty);
        var realized = closedQty * (unitValue - AverageCost) - closingCommission;
        var next = Math.Sign(total) == Math.Sign(signedQty)
            ? Open(total, total * unitValue + commission - closingCommission)
            : this with { Quantity = total, AverageCost = total == 0 ? 0 : AverageCost };
        return (next with { RealizedPnl = RealizedPnl + realized, DayCost = dayCost }, realized);
    }

    /// <summary>What the holding, now worth so much, has made since the day began, net of commissions.</summary>
    public decimal DailyPnl(decimal worth) => worth - CostOfToday();

    private decimal CostOfToday() => DayCost ?? Quantity * AverageCost - RealizedPnl;

    private Position Open(decimal quantity, decimal cost) =>
        this with { Quantity = quantity, AverageCost = quantity == 0 ? 0 : cost / quantity };
}
