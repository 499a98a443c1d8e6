using Oms.Trading.Orders;

namespace Oms.Trading.Positions;

/// <summary>Where a position is held.</summary>
public readonly record struct PositionKey(AccountId Account, Symbol Symbol);

/// <summary>What an account holds of an instrument: a fold over fills.</summary>
/// <param name="Quantity">Above zero long, below zero short.</param>
/// <param name="AvgCost">Average price per unit of what is held, without commission; zero when flat.</param>
/// <param name="RealizedPnl">Profit of what was closed, in the instrument's currency, without commission.</param>
/// <param name="Multiplier">The instrument's multiplier when it was last traded.</param>
public sealed record Position(PositionKey Key, decimal Quantity, decimal AvgCost, decimal RealizedPnl, decimal Multiplier)
{
    public static Position Flat(PositionKey key) => new(key, 0, 0, 0, 1);

    /// <summary>Books a fill. One that crosses zero closes the old side at its average cost and opens the rest at the fill's price.</summary>
    public Position Apply(Execution fill, decimal multiplier)
    {
        var traded = fill.SignedQty;
        if (traded == 0) return this;
        var quantity = Quantity + traded;
        var isOpening = Quantity == 0 || Math.Sign(Quantity) == Math.Sign(traded);
        if (isOpening)
        {
            var cost = (AvgCost * Math.Abs(Quantity) + fill.LastPx * fill.LastQty) / Math.Abs(quantity);
            return this with { Quantity = quantity, AvgCost = cost, Multiplier = multiplier };
        }

        var closed = Math.Min(fill.LastQty, Math.Abs(Quantity));
        var profit = (fill.LastPx - AvgCost) * closed * Math.Sign(Quantity) * multiplier;
        var hasCrossed = Math.Sign(quantity) == Math.Sign(traded);
        return this with
        {
            Quantity = quantity,
            AvgCost = quantity == 0 ? 0 : hasCrossed ? fill.LastPx : AvgCost,
            RealizedPnl = RealizedPnl + profit,
            Multiplier = multiplier,
        };
    }

    /// <summary>
    /// Takes a fill back that the broker corrected, as if it had not been: quantity and total profit are exact. Cost and realised profit
    /// are those of before too, unless other fills have moved the average cost since; then the difference stays between the two.
    /// </summary>
    public Position Undo(Execution fill, decimal multiplier)
    {
        var traded = fill.SignedQty;
        if (traded == 0) return this;
        var quantity = Quantity - traded;
        if (Math.Sign(Quantity) == -Math.Sign(traded)) // It had closed a part of what is held: that part is held again.
        {
            var profit = (fill.LastPx - AvgCost) * fill.LastQty * Math.Sign(Quantity) * multiplier;
            return this with { Quantity = quantity, RealizedPnl = RealizedPnl - profit };
        }

        if (Math.Sign(quantity) == Math.Sign(traded)) // It had opened a part of what is held: the rest has its own cost.
        {
            var cost = (AvgCost * Math.Abs(Quantity) - fill.LastPx * fill.LastQty) / Math.Abs(quantity);
            return this with { Quantity = quantity, AvgCost = cost };
        }

        return Apply(fill with { Side = traded > 0 ? Side.Sell : Side.Buy }, multiplier);
    }

    /// <summary>Set to what the broker holds; what the difference cost is not known, so nothing is realised by it.</summary>
    public Position AdjustTo(decimal quantity, decimal avgCost, decimal multiplier) =>
        this with { Quantity = quantity, AvgCost = quantity == 0 ? 0 : avgCost, Multiplier = multiplier };

    /// <summary>What closing at <paramref name="price"/> would bring, in the instrument's currency.</summary>
    public decimal UnrealizedAt(decimal price) => (price - AvgCost) * Quantity * Multiplier;
}
