using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Market;

/// <summary>An order that synthetic liquidity wants to add to the book.</summary>
internal readonly record struct PlannedQuote(Side Side, int Level, long Tick, decimal Price, decimal Size);

/// <summary>
/// Where the synthetic liquidity of one instrument stands: several levels on each side of the fair price.
/// </summary>
internal sealed class SyntheticQuotes(Instrument instrument)
{
    private const int Levels = 10;
    private const int ResizePercent = 10;
    private const decimal DeepSizeFactor = 8;

    // Currency amounts are quoted in round ten thousands.
    private readonly decimal lot = instrument.SecType is SecType.Cash ? 10_000 : instrument.SizeIncrement;
    private readonly int gapTicks = Math.Max(1, instrument.SpreadTicks / 2);
    private readonly Slot[] bids = new Slot[Levels];
    private readonly Slot[] asks = new Slot[Levels];
    private readonly Slot[] kept = new Slot[Levels];
    private readonly List<PlannedQuote> planned = new(2 * Levels);

    private record struct Slot(RestingOrder? Order, long Tick);

    /// <summary>
    /// Removes what no longer fits and lists what is to be added; what still fits keeps its place in the queue.
    /// </summary>
    public IReadOnlyList<PlannedQuote> Plan(MatchingBook book, decimal fair, SeededRandom random)
    {
        var bid = (long)Math.Floor(fair / instrument.TickSize - instrument.SpreadTicks / 2m + 0.5m);
        planned.Clear();
        PlanSide(book, Side.Buy, bid, random);
        PlanSide(book, Side.Sell, bid + instrument.SpreadTicks, random);
        return planned;
    }

    /// <summary>The same around a recorded quote, whose sizes stand at the top where they are known.</summary>
    public IReadOnlyList<PlannedQuote> Plan(MatchingBook book, TapeQuote quote, SeededRandom random)
    {
        planned.Clear();
        PlanSide(book, Side.Buy, (long)Math.Floor(quote.Bid / instrument.TickSize), random, quote.BidSize);
        PlanSide(book, Side.Sell, (long)Math.Ceiling(quote.Ask / instrument.TickSize), random, quote.AskSize);
        return planned;
    }

    /// <summary>The planned quote, or what trading left of it, is in the book now.</summary>
    public void Placed(PlannedQuote quote, RestingOrder order) =>
        Slots(quote.Side)[quote.Level] = new(order, quote.Tick);

    /// <summary>
    /// Adds levels behind the last one until the bound, so that a large order finds the market deep but worse.
    /// </summary>
    public void Deepen(MatchingBook book, Side side, decimal lastPx, decimal bound, SeededRandom random)
    {
        if (book.Best(side) is not null) return;
        var gap = gapTicks * instrument.TickSize;
        var price = lastPx - side.Sign() * gap;
        if (!MatchingBook.Crosses(side.Opposite(), bound, price)) return;
        for (var i = 0; i < Levels; i++, price -= side.Sign() * gap)
            book.Rest(
                side, price, Lot(instrument.LevelSize * DeepSizeFactor * (0.5m + random.Uniform())), isDeep: true);
    }

    public decimal Lot(decimal size) => Math.Max(lot, Math.Round(size / lot, 0, MidpointRounding.AwayFromZero) * lot);

    private void PlanSide(
        MatchingBook book, Side side, long best, SeededRandom random, decimal? topSize = null)
    {
        book.RemoveDeep(side);
        var slots = Slots(side);
        Array.Clear(kept);
        foreach (var slot in slots)
        {
            if (slot.Order is not { Quantity: > 0 } order) continue;
            var (level, rest) = Math.DivRem((best - slot.Tick) * side.Sign(), gapTicks);
            if (rest == 0 && level is >= 0 and < Levels && !random.Chance(ResizePercent)) kept[level] = slot;
            else book.Remove(order);
        }
        kept.CopyTo(slots, 0);
        if (topSize is { } known && kept[0].Order is { } top) top.Quantity = known;
        for (var level = 0; level < Levels; level++)
        {
            var tick = best - side.Sign() * level * gapTicks;
            if (kept[level].Order is not null || tick <= 0) continue;
            var size = Lot(instrument.LevelSize * (0.4m + random.Uniform()) * (3 + level) / 3);
            if (level == 0) size = topSize ?? size;
            planned.Add(new(side, level, tick, tick * instrument.TickSize, size));
        }
    }

    private Slot[] Slots(Side side) => side is Side.Buy ? bids : asks;
}
