namespace Oms.PaperGateway.Instruments;

/// <summary>What a client says about a contract; empty and null parts match anything.</summary>
internal sealed record ContractQuery
{
    public int? ConId { get; init; }
    public string Symbol { get; init; } = "";
    public string SecType { get; init; } = "";
    public string Exchange { get; init; } = "";
    public string PrimaryExchange { get; init; } = "";
    public string Currency { get; init; } = "";
    public string LocalSymbol { get; init; } = "";
    public string TradingClass { get; init; } = "";
    public string LastTradeDate { get; init; } = "";
    public string Multiplier { get; init; } = "";
}

/// <summary>Finds instruments the way IB resolves contracts.</summary>
internal sealed class InstrumentCatalog(IReadOnlyList<Instrument> instruments)
{
    /// <summary>Exchanges that take orders in US stocks, besides the listing exchange of each.</summary>
    public const string StockExchanges =
        "SMART,AMEX,NYSE,CBOE,PHLX,ISE,CHX,ARCA,NASDAQ,ISLAND,DRCTEDGE,BEX,BATS,EDGEA,BYX,IEX,PEARL,MEMX";

    private const int SamplesMax = 16;

    private static readonly HashSet<string> stockExchanges =
        new(StockExchanges.Split(','), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<int, Instrument> byConId = instruments.ToDictionary(i => i.ConId);

    /// <summary>Makes a combo known; it is found by its id only.</summary>
    public void Register(Instrument combo) => byConId.TryAdd(combo.ConId, combo);

    /// <summary>Everything that is listed.</summary>
    public IReadOnlyList<Instrument> All => instruments;

    public Instrument? Find(int conId) => byConId.GetValueOrDefault(conId);

    public IReadOnlyList<Instrument> Resolve(ContractQuery query)
    {
        if (query.ConId is { } conId and not 0)
            return Find(conId) is { } known && Trades(known, query.Exchange) ? [known] : [];
        if (query.Symbol.Length == 0 && query.LocalSymbol.Length == 0) return [];
        return [.. instruments.Where(i => Matches(i, query))];
    }

    /// <summary>Symbol prefix first, then words of the company name, as the search of IB does.</summary>
    public IReadOnlyList<Instrument> Search(string pattern)
    {
        if (pattern.Length == 0) return [];
        var bySymbol = instruments.Where(i => i.Symbol.StartsWith(pattern, StringComparison.OrdinalIgnoreCase));
        var byName = instruments.Where(i => i.LongName.Contains(pattern, StringComparison.OrdinalIgnoreCase));
        return [.. bySymbol.Concat(byName).Distinct().Take(SamplesMax)];
    }

    private static bool Matches(Instrument instrument, ContractQuery query) =>
        Same(query.Symbol, instrument.Symbol)
        && Same(query.SecType, instrument.SecTypeText)
        && Same(query.Currency, instrument.Currency)
        && Same(query.LocalSymbol, instrument.LocalSymbol)
        && Same(query.TradingClass, instrument.TradingClass)
        && Same(query.PrimaryExchange, instrument.PrimaryExchange, "ISLAND")
        && (query.Multiplier.Length == 0 || Same(query.Multiplier, instrument.MultiplierText))
        && instrument.LastTradeDate.StartsWith(query.LastTradeDate, StringComparison.Ordinal)
        && Trades(instrument, query.Exchange);

    // ISLAND is the older name of NASDAQ that clients still use.
    private static bool Same(string asked, string actual, string? alias = null) =>
        asked.Length == 0
        || asked.Equals(actual, StringComparison.OrdinalIgnoreCase)
        || (alias is not null && asked.Equals(alias, StringComparison.OrdinalIgnoreCase) && actual == "NASDAQ");

    private static bool Trades(Instrument instrument, string exchange) =>
        exchange.Length == 0
        || exchange.Equals(instrument.PrimaryExchange, StringComparison.OrdinalIgnoreCase)
        || (instrument.SecType is SecType.Stock && stockExchanges.Contains(exchange));
}
