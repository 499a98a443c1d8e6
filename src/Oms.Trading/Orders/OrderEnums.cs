namespace Oms.Trading.Orders;

/// <summary>FIX tag 54. A short sale is marked as one by whoever places it; fills know only buys and sells.</summary>
public enum Side { Buy, Sell, SellShort }

/// <summary>FIX tag 40, with IB's names where only IB has the idea. What each needs is said in <see cref="OrdTypes"/>.</summary>
public enum OrdType
{
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
    TrailingStopLimit,
    MarketOnClose,
    LimitOnClose,
    MarketOnOpen,
    LimitOnOpen,
    MarketIfTouched,
    LimitIfTouched,
    MidPrice,
    Relative,
}

/// <summary>FIX tag 59, in the short words that traders use.</summary>
public enum TimeInForce { Day, GTC, IOC, FOK, GTD, AtTheOpening }

/// <summary>FIX tag 39, and <see cref="InDoubt"/>: perhaps at the broker, perhaps not; only evidence resolves it.</summary>
public enum OrdStatus
{
    PendingNew,
    New,
    PartiallyFilled,
    Filled,
    PendingCancel,
    PendingReplace,
    Canceled,
    Rejected,
    Expired,
    InDoubt,
}

/// <summary>A request that the broker has not answered yet. It stands beside the working status and never replaces it.</summary>
public enum PendingRequest { Cancel, Replace }

/// <summary>What was sent when something about sending is reported.</summary>
public enum SentRequest { New, Cancel, Replace }

/// <summary>A fact that does not fit what was known. It is booked all the same and shown until a person has looked.</summary>
public enum Anomaly
{
    /// <summary>A trade arrived for an order that had been reported canceled, expired or rejected.</summary>
    TradeAfterClose,

    /// <summary>More was traded than was ordered.</summary>
    Overfill,

    /// <summary>The broker works an order that we hold closed.</summary>
    OpenAfterClose,

    /// <summary>The broker reported a cancel of an order that had filled.</summary>
    CloseAfterFill,

    /// <summary>The broker knew the order once and no longer shows it, neither open, completed nor filled.</summary>
    MissingAtBroker,

    /// <summary>The broker corrected a fill afterwards; quantity or price are no longer what was first told.</summary>
    TradeCorrected,

    /// <summary>The broker took a fill back.</summary>
    TradeBusted,

    /// <summary>What this order opened is held without the leg that was to protect it.</summary>
    NakedPosition,

    /// <summary>The other legs of its list never worked; what it was to exclude is not there.</summary>
    OrphanLeg,

    /// <summary>A cost came in another currency than those before it; the sum leaves it out.</summary>
    CommissionCurrencyDiffers,
}
