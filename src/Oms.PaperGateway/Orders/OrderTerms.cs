using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

internal enum OrdType
{
    Market, Limit, Stop, StopLimit, Trail, TrailLimit, MarketIfTouched, LimitIfTouched, MarketToLimit,
    MarketOnClose, LimitOnClose, Relative, MidPrice, PegMid, PegMarket,
}

internal enum TimeInForce { Day, Gtc, Ioc, Fok, Gtd, Opg, Dtc, Auc }

/// <summary>Orders are numbered by their clients, each in a space of its own.</summary>
internal readonly record struct OrderKey(int ClientId, int OrderId)
{
    /// <summary>The key of all orders that no client of the API placed; IB shows them to client 0.</summary>
    public static OrderKey Elsewhere { get; } = new(0, 0);
}

/// <summary>What the client asked for, as far as the market needs to know it.</summary>
internal sealed record OrderTerms
{
    public required int ConId { get; init; }
    public required Side Side { get; init; }
    public required decimal Quantity { get; init; }
    public required OrdType OrdType { get; init; }
    public required string Account { get; init; }
    public string Exchange { get; init; } = "SMART";
    public decimal? LmtPrice { get; init; }
    public decimal? AuxPrice { get; init; }
    public decimal? TrailStopPrice { get; init; }
    public decimal? TrailingPercent { get; init; }
    public decimal? LmtPriceOffset { get; init; }
    public decimal? PercentOffset { get; init; }
    public TimeInForce Tif { get; init; }
    public bool OutsideRth { get; init; }
    public string OrderRef { get; init; } = "";
    public int ParentId { get; init; }
    public bool Transmit { get; init; } = true;
    public string OcaGroup { get; init; } = "";
    public int OcaType { get; init; }
    public bool WhatIf { get; init; }
    public bool AllOrNone { get; init; }
    public DateTimeOffset? GoodAfterTime { get; init; }
    public DateTimeOffset? GoodTillDate { get; init; }
    public TimeSpan? Duration { get; init; }

    /// <summary>The legs of a combo.</summary>
    public IReadOnlyList<ComboPart> Parts { get; init => field = OneEmpty(value); } = [];
    public IReadOnlyList<OrderCondition> Conditions { get; init => field = OneEmpty(value); } = [];
    public bool ConditionsIgnoreRth { get; init; }

    /// <summary>True: the conditions cancel the order; false: they activate it.</summary>
    public bool ConditionsCancelOrder { get; init; }

    /// <summary>The frame in which the order came; attributes that the market ignores are echoed from it.</summary>
    public byte[]? Wire { get; init; }

    public bool IsStop => OrdType is OrdType.Stop or OrdType.StopLimit or OrdType.Trail or OrdType.TrailLimit
        or OrdType.MarketIfTouched or OrdType.LimitIfTouched;

    public bool IsTrailing => OrdType is OrdType.Trail or OrdType.TrailLimit;
    public bool IsPegged => OrdType is OrdType.Relative or OrdType.MidPrice or OrdType.PegMid or OrdType.PegMarket;
    public bool IsOnClose => OrdType is OrdType.MarketOnClose or OrdType.LimitOnClose;

    // Terms without lists are equal to those that were read back from the books.
    private static IReadOnlyList<T> OneEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? [] : list;
}
