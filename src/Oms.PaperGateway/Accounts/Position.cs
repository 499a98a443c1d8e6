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
    /// Books a fill of <paramref name="signedQty"/>, each unit worth <paramref name="unitValue"/>; answers what the
    /// closing part realised, net of commissions, or null when nothing was closed.
    /// </summary>
    public (Position Next, decimal? Realized) Book(decimal signedQty, decimal unitValue, decimal commission)
    {
        var total = Quantity + signedQty;
        if (Quantity == 0 || Math.Sign(Quantity) == Math.Sign(signedQty))
            return (Open(total, Quantity * AverageCost + signedQty * unitValue + commission), null);

        var closedQty = Math.Min(Math.Abs(signedQty), Math.Abs(Quantity)) * Math.Sign(Quantity);
        var closingCommission = commission * Math.Abs(closedQty / signedQty);
        var realized = closedQty * (unitValue - AverageCost) - closingCommission;
        var next = Math.Sign(total) == Math.Sign(signedQty)
            ? Open(total, total * unitValue + commission - closingCommission)
            : this with { Quantity = total, AverageCost = total == 0 ? 0 : AverageCost };
        return (next with { RealizedPnl = RealizedPnl + realized }, realized);
    }

    private Position Open(decimal quantity, decimal cost) =>
        this with { Quantity = quantity, AverageCost = quantity == 0 ? 0 : cost / quantity };
}
