namespace Oms.Trading.Orders;

/// <summary>What was asked for. Two placements with equal terms are the same request.</summary>
/// <param name="OrderQty">In units of the instrument (shares, contracts, units of the base currency); above zero.</param>
/// <param name="Price">The limit, in the instrument's currency; for <see cref="OrdType.MidPrice"/> and <see cref="OrdType.Relative"/> the
/// most that may be paid or the least that may be taken, if there is such a cap; null for types without a limit.</param>
public sealed record OrderTerms(
    AccountId Account,
    ClOrdId ClOrdId,
    Symbol Symbol,
    Side Side,
    decimal OrderQty,
    OrdType OrdType,
    decimal? Price,
    TimeInForce TimeInForce)
{
    /// <summary>Trigger, trail and offsets; null for the types that have none of them.</summary>
    public PricingTerms? Pricing { get; init; }

    /// <summary>When a <see cref="TimeInForce.GTD"/> order ends (FIX tag 126); null for all others.</summary>
    public Instant? ExpireTime { get; init; }

    /// <summary>Whether it may also trade outside the regular trading hours of its exchange.</summary>
    public bool OutsideRth { get; init; }
}

/// <summary>How an order's price comes about where it is not a plain limit. All in the instrument's currency; null is not used by the type.</summary>
/// <param name="StopPx">The trigger (FIX tag 99); for trailing types the first trigger, which then follows the market.</param>
/// <param name="TrailAmt">How far the trigger stays behind the market.</param>
/// <param name="TrailPercent">The same in percent of the market, above 0 and below 100.</param>
/// <param name="LimitOffset">How far the limit of a trailing stop limit lies beyond its trigger, on the worse side.</param>
/// <param name="PegOffset">By how much a relative order betters the best price of its own side.</param>
public sealed record PricingTerms(
    decimal? StopPx = null,
    decimal? TrailAmt = null,
    decimal? TrailPercent = null,
    decimal? LimitOffset = null,
    decimal? PegOffset = null)
{
    /// <summary>Changed where <paramref name="wish"/> says something. Amount and percent of a trail exclude each other: the new one counts.</summary>
    public PricingTerms With(PricingTerms? wish) => wish is null ? this : new(
        wish.StopPx ?? StopPx,
        wish.TrailPercent is null ? wish.TrailAmt ?? TrailAmt : null,
        wish.TrailAmt is null ? wish.TrailPercent ?? TrailPercent : null,
        wish.LimitOffset ?? LimitOffset,
        wish.PegOffset ?? PegOffset);
}

/// <summary>The terms a replace asks for: the new total quantity, including what is filled, and the new prices.</summary>
public sealed record ReplaceTerms(decimal OrderQty, decimal? Price)
{
    /// <summary>Null where the order has none; in what was kept before there were such orders, null for all.</summary>
    public PricingTerms? Pricing { get; init; }

    /// <summary>The terms that an order has now, as a replace would ask for them.</summary>
    public static ReplaceTerms Of(OrderTerms terms) => new(terms.OrderQty, terms.Price) { Pricing = terms.Pricing };

    /// <summary>The order's terms after this replace.</summary>
    public OrderTerms Onto(OrderTerms terms) => terms with { OrderQty = OrderQty, Price = Price, Pricing = Pricing ?? terms.Pricing };
}
