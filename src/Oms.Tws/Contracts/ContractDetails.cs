namespace Oms.Tws;

/// <summary>What the gateway knows of an instrument that is not a bond.</summary>
public sealed record ContractDetails
{
    public Contract Contract { get; init; } = new();
    public string MarketName { get; init; } = "";
    public decimal MinTick { get; init; } = 0.01m;

    /// <summary>Comma list.</summary>
    public string OrderTypes { get; init; } = "";

    /// <summary>Comma list, parallel to MarketRuleIds.</summary>
    public string ValidExchanges { get; init; } = "";

    public int PriceMagnifier { get; init; } = 1;
    public int UnderConId { get; init; }
    public string LongName { get; init; } = "";
    public string ContractMonth { get; init; } = "";
    public string Industry { get; init; } = "";
    public string Category { get; init; } = "";
    public string Subcategory { get; init; } = "";

    /// <summary>For example US/Eastern; the zone of the hours below.</summary>
    public string TimeZoneId { get; init; } = "";

    /// <summary>For example 20240102:0400-20240102:2000;20240103:CLOSED.</summary>
    public string TradingHours { get; init; } = "";

    public string LiquidHours { get; init; } = "";
    public string EvRule { get; init; } = "";
    public decimal? EvMultiplier { get; init; }
    public TwsList<TagValue> SecIdList { get; init; } = [];
    public int AggGroup { get; init; } = 1;
    public string UnderSymbol { get; init; } = "";
    public string UnderSecType { get; init; } = "";
    public string MarketRuleIds { get; init; } = "";
    public string RealExpirationDate { get; init; } = "";

    /// <summary>COMMON, ETF, ADR and so on.</summary>
    public string StockType { get; init; } = "";

    public decimal? MinSize { get; init; }
    public decimal? SizeIncrement { get; init; }
    public decimal? SuggestedSizeIncrement { get; init; }
}
