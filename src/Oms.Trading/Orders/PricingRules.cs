using Oms.Trading.Instruments;

namespace Oms.Trading.Orders;

/// <summary>Whether the prices of an order are those that its type needs, and ones that the instrument can have.</summary>
internal static class PricingRules
{
    private const decimal PriceMax = 10_000_000m;

    /// <summary>The limit.</summary>
    public static Denial? PriceFault(OrderTerms terms, Instrument? instrument) => (terms.OrdType.NeedsPrice(), terms.Price) switch
    {
        (true, null) => new("PRICE_REQUIRED", $"a {terms.OrdType} order needs a price", "price"),
        (false, null) => null,
        (false, _) when !terms.OrdType.MayCap() => new("PRICE_NOT_ALLOWED", $"a {terms.OrdType} order has no price", "price"),
        (_, { } price) => Fault(price, "PRICE", "price", instrument),
    };

    /// <summary>Trigger, trail and offsets.</summary>
    public static void AddFaults(ref FaultList faults, OrderTerms terms, Instrument? instrument)
    {
        var (type, pricing) = (terms.OrdType, terms.Pricing ?? new());
        faults.Add(pricing.StopPx switch
        {
            null => type.NeedsStopPx() ? new("STOP_PX_REQUIRED", $"a {type} order needs a stopPx", "stopPx") : null,
            _ when !type.NeedsStopPx() && !type.IsTrailing() => NotAllowed("STOP_PX", type, "stopPx"),
            { } stopPx => Fault(stopPx, "STOP_PX", "stopPx", instrument),
        });
        faults.Add(TrailFault(type, pricing, instrument));
        faults.Add(pricing.LimitOffset switch
        {
            null => type is OrdType.TrailingStopLimit
                ? new("LIMIT_OFFSET_REQUIRED", "a TrailingStopLimit order needs a limitOffset", "limitOffset")
                : null,
            _ when type is not OrdType.TrailingStopLimit => NotAllowed("LIMIT_OFFSET", type, "limitOffset"),
            { } offset => OffsetFault(offset, "LIMIT_OFFSET", "limitOffset", instrument),
        });
        faults.Add(pricing.PegOffset switch
        {
            null => null,
            _ when type is not OrdType.Relative => NotAllowed("PEG_OFFSET", type, "pegOffset"),
            { } offset => OffsetFault(offset, "PEG_OFFSET", "pegOffset", instrument),
        });
    }

    private static Denial? TrailFault(OrdType type, PricingTerms pricing, Instrument? instrument) => (type.IsTrailing(), pricing) switch
    {
        (false, { TrailAmt: null, TrailPercent: null }) => null,
        (false, { TrailAmt: not null }) => NotAllowed("TRAIL", type, "trailAmt"),
        (false, _) => NotAllowed("TRAIL", type, "trailPercent"),
        (true, { TrailAmt: { } amount, TrailPercent: null }) => Fault(amount, "TRAIL", "trailAmt", instrument),
        (true, { TrailAmt: null, TrailPercent: > 0 and < 100 }) => null,
        (true, { TrailAmt: null, TrailPercent: not null }) => new("TRAIL_INVALID", "trailPercent is above 0 and below 100", "trailPercent"),
        _ => new("TRAIL_REQUIRED", $"a {type} order needs either trailAmt or trailPercent", "trailAmt"),
    };

    private static Denial? OffsetFault(decimal offset, string code, string field, Instrument? instrument) =>
        offset == 0 ? null : Fault(offset, code, field, instrument);

    private static Denial? Fault(decimal price, string code, string field, Instrument? instrument) => price switch
    {
        <= 0 => new($"{code}_INVALID", $"{field} is above zero", field),
        > PriceMax => new($"{code}_INVALID", $"{field} is at most {PriceMax}", field),
        _ when instrument is not null && !instrument.IsOnTick(price) =>
            new($"{code}_OFF_TICK", $"{field} of {instrument.Symbol} is a multiple of {instrument.TickSize}", field),
        _ => null,
    };

    private static Denial NotAllowed(string code, OrdType type, string field) =>
        new($"{code}_NOT_ALLOWED", $"a {type} order has no {field}", field);
}
