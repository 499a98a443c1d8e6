using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Market;

/// <summary>The markets of all instruments.</summary>
internal sealed class MarketPlace(
    InstrumentCatalog catalog, ulong seed, IReadOnlyDictionary<int, MarketTape>? tapes = null)
{
    private readonly SortedDictionary<int, InstrumentMarket> markets =
        new(catalog.All.ToDictionary(i => i.ConId, i => new InstrumentMarket(i, seed, tapes?.GetValueOrDefault(i.ConId))));

    private readonly Dictionary<int, InstrumentMarket> combos = [];

    /// <summary>The markets of what is listed.</summary>
    public IEnumerable<InstrumentMarket> All => markets.Values;

    public InstrumentMarket Of(int conId) => markets.TryGetValue(conId, out var market) ? market : combos[conId];

    /// <summary>A combo has no market of its own: it is quoted by those of its legs.</summary>
    public void Register(Instrument combo) => combos.TryAdd(
        combo.ConId,
        new InstrumentMarket(combo, seed, parts: [.. combo.Parts.Select(p => new QuotedPart(markets[p.ConId], p.Ratio))]));

    public Prices Prices => new(Mark, RateToUsd);

    public decimal Mark(int conId) => markets.TryGetValue(conId, out var market) ? market.Quote.Mark : 0;

    /// <summary>
    /// What one unit of a currency is worth in dollars, by the pairs that trade here; one when none does.
    /// </summary>
    public decimal RateToUsd(string currency)
    {
        if (currency == Valuation.BaseCurrency) return 1;
        foreach (var pair in catalog.All.Where(i => i.SecType is SecType.Cash))
        {
            if (pair.Symbol == currency && pair.Currency == Valuation.BaseCurrency) return Mark(pair.ConId);
            if (pair.Currency == currency && pair.Symbol == Valuation.BaseCurrency) return 1 / Mark(pair.ConId);
        }
        return 1;
    }
}
