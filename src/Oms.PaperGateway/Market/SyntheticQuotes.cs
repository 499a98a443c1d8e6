using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Market;

/// <summary>Where the synthetic liquidity of one instrument stands: several levels on each side of the fair price.</summary>
internal sealed class SyntheticQuotes(Instrument instrument)
{
    private const int Levels = 10;
    private const decimal ResizeChance = 0.1m;
    private const decimal DeepSizeFactor = 8;

    // Currency amounts are quoted in round ten thousands.
    private readonly decimal lot = instrument.SecType is SecType.Cash ? 10_000 : instrument.SizeIncrement;
    private readonly decimal gap = Math.Max(1, instrument.SpreadTicks / 2) * instrument.TickSize;

    /// <summary>Removes what no longer fits and lists what is to be added; what still fits keeps its place in the queue.</summary>
    public IReadOnlyList<(Side Side, decimal Price, decimal Size)> Plan(MatchingBook book, decimal fair, SeededRandom random)
    {
        var spread = instrument.SpreadTicks * instrument.TickSize;
        var bid = Math.Floor((fair - spread / 2) / instrument.TickSize + 0.5m) * instrument.TickSize;
        var added = new List<(Side, decimal, decimal)>(2 * Levels);
        PlanSide(book, Side.Buy, bid, random, added);
        PlanSide(book, Side.Sell, bid + spread, random, added);
        return added;
    }

    /// <summary>Adds levels behind the last one until the bound, so that a large order finds the market deep but worse.</summary>
    public void Deepen(MatchingBook book, Side side, decimal lastPx, decimal bound, SeededRandom random)
    {
        if (book.Best(side) is not null) return;
        var price = lastPx - side.Sign() * gap;
        if (!MatchingBook.Crosses(side.Opposite(), bound, price)) return;
        for (var i = 0; i < Levels; i++, price -= side.Sign() * gap)
            book.Rest(side, price, Lot(instrument.LevelSize * DeepSizeFactor * (0.5m + random.Uniform())));
    }

    public decimal Lot(decimal size) => Math.Max(lot, Math.Round(size / lot, 0, MidpointRounding.AwayFromZero) * lot);

    private void PlanSide(
        MatchingBook book, Side side, decimal best, SeededRandom random, List<(Side, decimal, decimal)> added)
    {
        var wanted = Enumerable.Range(0, Levels).Select(i => best - side.Sign() * i * gap).Where(p => p > 0).ToList();
        foreach (var order in book.On(side).Where(o => o.OwnerPermId is null).ToList())
        {
            if (wanted.Contains(order.Price) && !random.Chance(ResizeChance)) wanted.Remove(order.Price);
            else book.Remove(order);
        }
        for (var i = 0; i < wanted.Count; i++)
        {
            var depth = Math.Abs(wanted[i] - best) / gap;
            added.Add((side, wanted[i], Lot(instrument.LevelSize * (0.4m + random.Uniform()) * (1 + depth / 3))));
        }
    }
}
