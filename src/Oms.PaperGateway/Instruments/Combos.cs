namespace Oms.PaperGateway.Instruments;

/// <summary>One leg of a combo: how many units a unit of the combo buys; negative sells.</summary>
internal sealed record ComboPart(int ConId, int Ratio);

/// <summary>Combos as instruments: what is common to their legs, and a contract id that depends on nothing else.</summary>
internal static class Combos
{
    /// <summary>The contract id under which IB shows every combo in US dollars.</summary>
    public const int WireConId = 28812380;

    public const int PartsMax = 6;

    // Above the ids of all listed instruments.
    private const int FirstConId = 0x40000000;

    public static Instrument Of(IReadOnlyList<ComboPart> parts, InstrumentCatalog catalog)
    {
        var legs = parts.Select(p => catalog.Find(p.ConId)!).ToList(); // Whoever asks has found them there.
        return new()
        {
            ConId = ConIdOf(parts),
            Symbol = string.Join(',', legs.Select(l => l.Symbol).Distinct()),
            SecType = legs[0].SecType,
            PrimaryExchange = "SMART",
            LocalSymbol = string.Join('-', legs.Select(l => l.LocalSymbol)),
            TradingClass = "COMB",
            LongName = Describe(parts),
            Currency = legs[0].Currency,
            TickSize = legs.Min(l => l.TickSize),
            AnchorPx = 0,
            LevelSize = 0,
            Parts = parts,
        };
    }

    /// <summary>As openOrder describes it: `265598|1,272093|-2`.</summary>
    public static string Describe(IReadOnlyList<ComboPart> parts) =>
        string.Join(',', parts.Select(p => $"{p.ConId}|{p.Ratio}"));

    // FNV-1a: the same after a restart, which string.GetHashCode is not.
    private static int ConIdOf(IReadOnlyList<ComboPart> parts)
    {
        var hash = 2166136261u;
        foreach (var c in Describe(parts)) hash = unchecked((hash ^ c) * 16777619u);
        return FirstConId + (int)(hash % FirstConId);
    }
}
