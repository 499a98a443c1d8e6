namespace Oms.PaperGateway.Market;

/// <summary>A leg of a combo with its market; a negative ratio is sold.</summary>
internal sealed record QuotedPart(InstrumentMarket Market, int Ratio)
{
    /// <summary>The quote of a combo: what its legs cost together now, and how often the smallest of them is shown.</summary>
    public static Quote QuoteOf(IReadOnlyList<QuotedPart> parts) => new()
    {
        Bid = Sum(parts, Side.Sell),
        Ask = Sum(parts, Side.Buy),
        BidSize = parts.Min(p => p.SizeFor(Side.Sell)),
        AskSize = parts.Min(p => p.SizeFor(Side.Buy)),
        PreviousClose = parts.Sum(p => p.Ratio * p.Market.Quote.PreviousClose),
        Open = parts.Sum(p => p.Ratio * p.Market.Quote.Open),
    };

    /// <summary>The side that this leg takes when the combo is bought or sold.</summary>
    public Side SideFor(Side combo) => Ratio > 0 ? combo : combo.Opposite();

    private decimal? PriceFor(Side combo) => SideFor(combo) is Side.Buy ? Market.Quote.Ask : Market.Quote.Bid;

    private decimal SizeFor(Side combo) => Math.Floor(
        (SideFor(combo) is Side.Buy ? Market.Quote.AskSize : Market.Quote.BidSize) / Math.Abs(Ratio));

    private static decimal? Sum(IReadOnlyList<QuotedPart> parts, Side combo)
    {
        decimal? sum = 0;
        foreach (var part in parts) sum += part.Ratio * part.PriceFor(combo);
        return sum;
    }
}
