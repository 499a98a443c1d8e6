namespace Oms.Tws;

/// <summary>
/// All attributes of an order as TWS names them. Null or empty means "not set"; the defaults are those of a plain
/// order.
/// </summary>
public sealed record TwsOrder
{
    /// <summary>BUY or SELL; institutions also SSHORT and SLONG.</summary>
    public string Action { get; init; } = "";

    /// <summary>Null for an order sized by CashQty.</summary>
    public decimal? TotalQuantity { get; init; }

    public string OrderType { get; init; } = "";
    public decimal? LmtPrice { get; init; }

    /// <summary>Stop or trigger price, offset or trailing amount, by order type.</summary>
    public decimal? AuxPrice { get; init; }

    /// <summary>Empty means DAY.</summary>
    public string Tif { get; init; } = "";

    public string OcaGroup { get; init; } = "";
    public int OcaType { get; init; }
    public string Account { get; init; } = "";
    public string OpenClose { get; init; } = "";

    /// <summary>0 customer, 1 firm.</summary>
    public int Origin { get; init; }

    /// <summary>Free text kept for the life of the order.</summary>
    public string OrderRef { get; init; } = "";

    /// <summary>False: the gateway holds the order until a later one of its family is transmitted.</summary>
    public bool Transmit { get; init; } = true;

    public int ParentId { get; init; }
    public bool BlockOrder { get; init; }
    public bool SweepToFill { get; init; }
    public int? DisplaySize { get; init; }
    public int TriggerMethod { get; init; }
    public bool OutsideRth { get; init; }
    public bool Hidden { get; init; }
    public bool WhatIf { get; init; }
    public bool NotHeld { get; init; }
    public bool AllOrNone { get; init; }
    public int? MinQty { get; init; }
    public decimal? CashQty { get; init; }
    public string GoodAfterTime { get; init; } = "";
    public string GoodTillDate { get; init; } = "";

    /// <summary>Seconds; an alternative to GoodTillDate.</summary>
    public int? Duration { get; init; }

    public string ActiveStartTime { get; init; } = "";
    public string ActiveStopTime { get; init; } = "";
    public string ManualOrderTime { get; init; } = "";

    public decimal DiscretionaryAmt { get; init; }
    public bool DiscretionaryUpToLimitPrice { get; init; }
    public decimal? PercentOffset { get; init; }
    public decimal? TrailStopPrice { get; init; }
    public decimal? TrailingPercent { get; init; }
    public decimal? TriggerPrice { get; init; }
    public decimal? LmtPriceOffset { get; init; }

    public string AdjustedOrderType { get; init; } = "";
    public decimal? AdjustedStopPrice { get; init; }
    public decimal? AdjustedStopLimitPrice { get; init; }
    public decimal? AdjustedTrailingAmount { get; init; }

    /// <summary>0 amount, 1 percent.</summary>
    public int AdjustableTrailingUnit { get; init; }

    public string FaGroup { get; init; } = "";
    public string FaMethod { get; init; } = "";
    public string FaPercentage { get; init; } = "";

    /// <summary>Travels below server version 177 only.</summary>
    public string FaProfile { get; init; } = "";

    public string ModelCode { get; init; } = "";
    public int ShortSaleSlot { get; init; }
    public string DesignatedLocation { get; init; } = "";
    public int ExemptCode { get; init; } = -1;
    public string Rule80A { get; init; } = "";
    public string SettlingFirm { get; init; } = "";
    public string ClearingAccount { get; init; } = "";
    public string ClearingIntent { get; init; } = "";
    public bool ETradeOnly { get; init; }
    public bool FirmQuoteOnly { get; init; }
    public decimal? NbboPriceCap { get; init; }
    public int AuctionStrategy { get; init; }
    public decimal? StartingPrice { get; init; }
    public decimal? StockRefPrice { get; init; }
    public decimal? Delta { get; init; }
    public decimal? StockRangeLower { get; init; }
    public decimal? StockRangeUpper { get; init; }
    public bool OverridePercentageConstraints { get; init; }

    public decimal? Volatility { get; init; }

    /// <summary>1 daily, 2 annual.</summary>
    public int? VolatilityType { get; init; }

    public DeltaNeutralOrder? DeltaNeutral { get; init; }
    public bool ContinuousUpdate { get; init; }

    /// <summary>1 average, 2 bid or ask.</summary>
    public int? ReferencePriceType { get; init; }

    public decimal? BasisPoints { get; init; }
    public int? BasisPointsType { get; init; }

    /// <summary>One price per combo leg, for a BAG priced by leg.</summary>
    public TwsList<decimal?> ComboLegPrices { get; init; } = [];

    public TwsList<TagValue> SmartComboRoutingParams { get; init; } = [];
    public ScaleTerms? Scale { get; init; }
    public string ScaleTable { get; init; } = "";

    /// <summary>D, B, F, P or empty.</summary>
    public string HedgeType { get; init; } = "";

    public string HedgeParam { get; init; } = "";
    public bool OptOutSmartRouting { get; init; }
    public string AlgoStrategy { get; init; } = "";
    public TwsList<TagValue> AlgoParams { get; init; } = [];
    public string AlgoId { get; init; } = "";
    public string OrderMiscOptions { get; init; } = "";
    public bool Solicited { get; init; }
    public bool RandomizeSize { get; init; }
    public bool RandomizePrice { get; init; }

    /// <summary>Travels with order type PEG BENCH only.</summary>
    public PegBenchmark? PegBenchmark { get; init; }

    public TwsList<OrderCondition> Conditions { get; init; } = [];
    public bool ConditionsIgnoreRth { get; init; }

    /// <summary>True: the conditions cancel the order; false: they activate it.</summary>
    public bool ConditionsCancelOrder { get; init; }

    public string ExtOperator { get; init; } = "";
    public string SoftDollarTierName { get; init; } = "";
    public string SoftDollarTierValue { get; init; } = "";
    public string SoftDollarTierDisplayName { get; init; } = "";
    public string Mifid2DecisionMaker { get; init; } = "";
    public string Mifid2DecisionAlgo { get; init; } = "";
    public string Mifid2ExecutionTrader { get; init; } = "";
    public string Mifid2ExecutionAlgo { get; init; } = "";
    public bool DontUseAutoPriceForHedge { get; init; }
    public bool IsOmsContainer { get; init; }

    /// <summary>Null leaves it to the account's default.</summary>
    public bool? UsePriceMgmtAlgo { get; init; }

    public int? PostToAts { get; init; }
    public bool AutoCancelParent { get; init; }

    /// <summary>Comma list of reject codes to override.</summary>
    public string AdvancedErrorOverride { get; init; } = "";

    public int? MinTradeQty { get; init; }
    public int? MinCompeteSize { get; init; }
    public decimal? CompeteAgainstBestOffset { get; init; }

    /// <summary>The offset is the word Infinity: compete up to the midpoint.</summary>
    public bool CompeteAgainstBestUpToMid { get; init; }

    public decimal? MidOffsetAtWhole { get; init; }
    public decimal? MidOffsetAtHalf { get; init; }

    /// <summary>Owner of the order; the gateway says so in openOrder.</summary>
    public int ClientId { get; init; }

    /// <summary>Given by the broker, the same in every session; 0 until given.</summary>
    public long PermId { get; init; }

    internal bool IsPegBench => IsPegBenchType(OrderType);
    internal bool IsPegBest => IsPegBestType(OrderType);
    internal bool IsPegMid => IsPegMidType(OrderType);

    internal static bool IsPegBenchType(string type) => type is "PEG BENCH" or "PEGBENCH";
    internal static bool IsPegBestType(string type) => type is "PEG BEST" or "PEGBEST";
    internal static bool IsPegMidType(string type) => type is "PEG MID" or "PEGMID";
}
