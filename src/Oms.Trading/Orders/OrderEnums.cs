namespace Oms.Trading.Orders;

/// <summary>FIX tag 54.</summary>
public enum Side { Buy, Sell }

/// <summary>FIX tag 40.</summary>
public enum OrdType { Market, Limit }

/// <summary>FIX tag 59, in the short words that traders use.</summary>
public enum TimeInForce { Day, GTC, IOC, FOK }

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
}
