namespace Oms.Tws;

/// <summary>What the gateway knows of a bond.</summary>
public sealed record BondDetails
{
    /// <summary>ConId, symbol, type, exchange, currency, trading class; the rest is not sent.</summary>
    public Contract Contract { get; init; } = new();

    public string Cusip { get; init; } = "";
    public decimal Coupon { get; init; }
    public string Maturity { get; init; } = "";
    public string IssueDate { get; init; } = "";
    public string Ratings { get; init; } = "";
    public string BondType { get; init; } = "";
    public string CouponType { get; init; } = "";
    public bool Convertible { get; init; }
    public bool Callable { get; init; }
    public bool Putable { get; init; }
    public string DescAppend { get; init; } = "";
    public string MarketName { get; init; } = "";
    public decimal MinTick { get; init; }
    public string OrderTypes { get; init; } = "";
    public string ValidExchanges { get; init; } = "";
    public string NextOptionDate { get; init; } = "";
    public string NextOptionType { get; init; } = "";
    public bool NextOptionPartial { get; init; }
    public string Notes { get; init; } = "";
    public string LongName { get; init; } = "";
    public string EvRule { get; init; } = "";
    public decimal? EvMultiplier { get; init; }
    public TwsList<TagValue> SecIdList { get; init; } = [];
    public int AggGroup { get; init; } = 1;
    public string MarketRuleIds { get; init; } = "";
    public decimal? MinSize { get; init; }
    public decimal? SizeIncrement { get; init; }
    public decimal? SuggestedSizeIncrement { get; init; }
}
