using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.Tws;

namespace Oms.PaperGateway.Sessions;

/// <summary>Instruments as contracts and contract details.</summary>
internal static class Contracts
{
    private const string OrderTypes =
        "ACTIVETIM,AD,ADJUST,ALERT,ALLOC,AVGCOST,BASKET,COND,CONDORDER,DAY,DEACT,DEACTDIS,GAT,GTC,GTD,GTT,IOC,LIT,LMT,"
        + "LOC,MIDPX,MIT,MKT,MOC,MTL,OCA,OPG,PEGMID,PEGMKT,REL,STP,STPLMT,TRAIL,TRAILLIT,TRAILLMT,TRAILMIT,WHATIF";

    /// <summary>Price steps by rule number; the numbers are those that IB uses for the same steps.</summary>
    private static readonly Dictionary<decimal, int> marketRules = new()
    {
        [0.01m] = 26,
        [0.25m] = 67,
        [0.10m] = 239,
        [0.015625m] = 98,
        [0.00005m] = 59,
        [0.005m] = 57,
    };

    private const string Bag = "BAG";

    public static bool IsCombo(Contract contract) => contract.SecType == Bag;

    /// <summary>The legs of a combo; null for a contract that is none, or whose legs do not trade here.</summary>
    public static IReadOnlyList<ComboPart>? PartsOf(Contract contract, InstrumentCatalog catalog)
    {
        if (!IsCombo(contract) || contract.ComboLegs.Count is < 2 or > Combos.PartsMax) return null;
        List<ComboPart> parts = [];
        foreach (var leg in contract.ComboLegs)
        {
            if (Words.SideOf(leg.Action) is not { } side || leg.Ratio < 1 || catalog.Find(leg.ConId) is not { } found)
                return null;
            if (found.IsCombo || parts.Exists(p => p.ConId == leg.ConId)) return null;
            parts.Add(new(leg.ConId, leg.Ratio * side.Sign()));
        }
        return parts;
    }

    public static ContractQuery Query(Contract contract) => new()
    {
        ConId = contract.ConId,
        Symbol = contract.Symbol,
        SecType = contract.SecType,
        Exchange = contract.Exchange,
        PrimaryExchange = contract.PrimaryExchange,
        Currency = contract.Currency,
        LocalSymbol = contract.LocalSymbol,
        TradingClass = contract.TradingClass,
        LastTradeDate = contract.LastTradeDateOrContractMonth,
        Multiplier = contract.Multiplier,
    };

    public static Contract Of(Instrument instrument, string? exchange = null) => new()
    {
        ConId = instrument.IsCombo ? Combos.WireConId : instrument.ConId,
        Symbol = instrument.Symbol,
        SecType = instrument.SecTypeText,
        LastTradeDateOrContractMonth = instrument.LastTradeDate,
        Multiplier = instrument.MultiplierText,
        Exchange = exchange ?? instrument.RoutingExchange,
        Currency = instrument.Currency,
        LocalSymbol = instrument.LocalSymbol,
        TradingClass = instrument.TradingClass,
    };

    public static ContractDetails Details(
        Instrument instrument, TradingCalendar calendar, DateTimeOffset now, string exchange)
    {
        var exchanges = ValidExchanges(instrument);
        return new()
        {
            Contract = Of(instrument, exchange.Length > 0 ? exchange : null) with
            {
                PrimaryExchange = instrument.PrimaryExchange,
            },
            MarketName = instrument.TradingClass,
            MinTick = instrument.TickSize,
            OrderTypes = OrderTypes,
            ValidExchanges = string.Join(',', exchanges),
            LongName = instrument.LongName,
            ContractMonth = instrument.ContractMonth,
            Industry = instrument.Industry,
            Category = instrument.Category,
            Subcategory = instrument.Category,
            TimeZoneId = instrument.TimeZoneId,
            TradingHours = HoursText.Of(calendar, instrument, now, liquid: false),
            LiquidHours = HoursText.Of(calendar, instrument, now, liquid: true),
            UnderSymbol = instrument.SecType is SecType.Future ? instrument.Symbol : "",
            UnderSecType = instrument.SecType is SecType.Future ? "IND" : "",
            MarketRuleIds = string.Join(',', exchanges.Select(_ => marketRules[instrument.TickSize])),
            RealExpirationDate = instrument.LastTradeDate,
            StockType = instrument.StockType,
            MinSize = instrument.MinSize,
            SizeIncrement = instrument.SizeIncrement,
            SuggestedSizeIncrement = instrument.SuggestedSizeIncrement,
        };
    }

    /// <summary>The price step of a market rule, or null when there is no such rule here.</summary>
    public static decimal? TickOf(int marketRuleId) =>
        marketRules.Where(r => r.Value == marketRuleId).Select(r => (decimal?)r.Key).FirstOrDefault();

    public static SymbolSample Sample(Instrument instrument) => new(
        instrument.ConId, instrument.Symbol, instrument.SecTypeText, instrument.PrimaryExchange, instrument.Currency)
    {
        Description = instrument.LongName,
    };

    private static string[] ValidExchanges(Instrument instrument) =>
        instrument.SecType is SecType.Stock
            ? InstrumentCatalog.StockExchanges.Split(',')
            : [instrument.PrimaryExchange];
}
