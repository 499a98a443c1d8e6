namespace Oms.PaperGateway.Market;

/// <summary>Something that happened in a recorded market: a trade, a change of the quote, or both.</summary>
/// <param name="Price">Of the trade; the middle of the quote where there was none.</param>
/// <param name="Size">Zero where nothing traded.</param>
internal readonly record struct TapePoint(DateTimeOffset At, decimal Price, decimal Size)
{
    public TapeQuote? Quote { get; init; }

    /// <summary>From here the price moves evenly to the next point; else it jumps there.</summary>
    public bool LeadsOn { get; init; }
}

/// <summary>A recorded quote; null sizes are made up.</summary>
internal sealed record TapeQuote(decimal Bid, decimal Ask, decimal? BidSize, decimal? AskSize);

/// <summary>
/// The recorded market of one instrument, played once from its first row to its last. Before the first row it stands
/// at the first price, after the last at the last.
/// </summary>
/// <param name="points">In the order of time.</param>
internal sealed class MarketTape(IReadOnlyList<TapePoint> points)
{
    private int played;

    public DateTimeOffset Begins => points[0].At;
    public DateTimeOffset Ends => points[^1].At;
    public decimal FirstPx => points[0].Price;

    /// <summary>The latest quote on the tape so far; null when it has none.</summary>
    public TapeQuote? Quote { get; private set; }

    /// <summary>What has happened since the last call.</summary>
    public IReadOnlyList<TapePoint> PlayUntil(DateTimeOffset now)
    {
        List<TapePoint> happened = [];
        for (; played < points.Count && points[played].At <= now; played++)
        {
            happened.Add(points[played]);
            Quote = points[played].Quote ?? Quote;
        }
        return happened;
    }

    /// <summary>The price of a moment up to which has been played.</summary>
    public decimal PriceAt(DateTimeOffset now)
    {
        if (played == 0) return FirstPx;
        var before = points[played - 1];
        if (!before.LeadsOn || played == points.Count) return before.Price;
        var next = points[played];
        var part = (decimal)((now - before.At) / (next.At - before.At));
        return before.Price + (next.Price - before.Price) * part;
    }

    /// <summary>The same, so much later.</summary>
    public MarketTape Shift(TimeSpan by) => new([.. points.Select(p => p with { At = p.At + by })]);
}
