namespace Oms.Trading.Orders;

/// <summary>What the order types need. Source: IB's order types; FIX tag 40 where FIX has the type.</summary>
public static class OrdTypes
{
    /// <summary>Must say a limit.</summary>
    public static bool NeedsPrice(this OrdType type) => type is OrdType.Limit or OrdType.StopLimit or OrdType.LimitOnClose
        or OrdType.LimitOnOpen or OrdType.LimitIfTouched;

    /// <summary>May say a limit as a cap.</summary>
    public static bool MayCap(this OrdType type) => type is OrdType.MidPrice or OrdType.Relative;

    /// <summary>Must say a trigger.</summary>
    public static bool NeedsStopPx(this OrdType type) => type is OrdType.Stop or OrdType.StopLimit or OrdType.MarketIfTouched
        or OrdType.LimitIfTouched;

    /// <summary>Has a trigger that follows the market; the first one may be said.</summary>
    public static bool IsTrailing(this OrdType type) => type is OrdType.TrailingStop or OrdType.TrailingStopLimit;

    /// <summary>Waits for its market to move against the position that it protects.</summary>
    public static bool IsProtective(this OrdType type) => type is OrdType.Stop or OrdType.StopLimit || type.IsTrailing();

    public static bool IsOnClose(this OrdType type) => type is OrdType.MarketOnClose or OrdType.LimitOnClose;

    public static bool IsOnOpen(this OrdType type) => type is OrdType.MarketOnOpen or OrdType.LimitOnOpen;
}
