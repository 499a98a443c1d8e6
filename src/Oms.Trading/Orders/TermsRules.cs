using System.Collections.Immutable;
using Oms.Trading.Instruments;

namespace Oms.Trading.Orders;

/// <summary>Whether terms make sense for an instrument, whoever asks and whatever the market does.</summary>
public static class TermsRules
{
    // Beyond these no venue takes an order; within them no product of quantity, price, multiplier and rate overflows a decimal.
    private const decimal OrderQtyMax = 1_000_000_000m;
    private const int ClOrdIdLengthMax = 64;

    /// <summary>Every fault, in the order of the fields; empty when there is none.</summary>
    public static ImmutableArray<Denial> Faults(OrderTerms terms, Instrument? instrument, Instant now)
    {
        var faults = default(FaultList);
        faults.Add(ClOrdIdFault(terms.ClOrdId));
        if (instrument is null)
            faults.Add(new("UNKNOWN_SYMBOL", $"no instrument {terms.Symbol} is listed", "symbol"));
        faults.Add(QtyFault(terms.OrderQty, instrument));
        faults.Add(PricingRules.PriceFault(terms, instrument));
        if (terms.Pricing is not null || terms.OrdType.NeedsStopPx() || terms.OrdType.IsTrailing())
            PricingRules.AddFaults(ref faults, terms, instrument);
        faults.Add(TimeInForceFault(terms));
        faults.Add(ExpireTimeFault(terms, now));
        if (terms.OutsideRth && (terms.OrdType.IsOnClose() || IsForTheOpening(terms)))
            faults.Add(new("OUTSIDE_RTH_NOT_ALLOWED", "an auction of the regular hours takes no orders outside them", "outsideRth"));
        return faults.ToImmutable();
    }

    // FIX strings are printable ASCII; anything else may be lost on its way through other systems.
    private static Denial? ClOrdIdFault(ClOrdId id) =>
        id.Value.Length is 0 or > ClOrdIdLengthMax || id.Value.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? new("CLORDID_INVALID", $"clOrdId has 1 to {ClOrdIdLengthMax} printable ASCII characters", "clOrdId")
            : null;

    private static Denial? QtyFault(decimal quantity, Instrument? instrument) => quantity switch
    {
        <= 0 => new("ORDER_QTY_INVALID", "orderQty is above zero", "orderQty"),
        > OrderQtyMax => new("ORDER_QTY_INVALID", $"orderQty is at most {OrderQtyMax}", "orderQty"),
        _ when instrument is not null && !instrument.IsWholeLots(quantity) =>
            new("ORDER_QTY_OFF_LOT", $"orderQty of {instrument.Symbol} is a multiple of {instrument.LotSize}", "orderQty"),
        _ => null,
    };

    private static bool IsForTheOpening(OrderTerms terms) => terms.OrdType.IsOnOpen() || terms.TimeInForce is TimeInForce.AtTheOpening;

    // Auctions have a time of their own; what must trade at once cannot wait for a trigger (IB: order types and their times in force).
    private static Denial? TimeInForceFault(OrderTerms terms)
    {
        var isAllowed = terms.TimeInForce switch
        {
            TimeInForce.AtTheOpening => terms.OrdType is OrdType.Market or OrdType.Limit || terms.OrdType.IsOnOpen(),
            TimeInForce.IOC or TimeInForce.FOK => terms.OrdType is OrdType.Market or OrdType.Limit,
            TimeInForce.Day => true,
            _ => !terms.OrdType.IsOnClose() && !terms.OrdType.IsOnOpen(),
        };
        return isAllowed
            ? null
            : new("TIME_IN_FORCE_NOT_ALLOWED", $"{terms.OrdType} cannot be {terms.TimeInForce}", "timeInForce");
    }

    private static Denial? ExpireTimeFault(OrderTerms terms, Instant now) => (terms.TimeInForce, terms.ExpireTime) switch
    {
        (TimeInForce.GTD, null) => new("EXPIRE_TIME_REQUIRED", "a GTD order needs the time at which it ends", "expireTime"),
        (TimeInForce.GTD, { } at) when at <= now => new("EXPIRE_TIME_PAST", "expireTime is over already", "expireTime"),
        (not TimeInForce.GTD, not null) => new("EXPIRE_TIME_NOT_ALLOWED", "only a GTD order has an expireTime", "expireTime"),
        _ => null,
    };
}

/// <summary>Faults as they are found; most terms have none and make no list.</summary>
internal struct FaultList
{
    private ImmutableArray<Denial>.Builder? _faults;

    public void Add(Denial? fault)
    {
        if (fault is not null) (_faults ??= ImmutableArray.CreateBuilder<Denial>()).Add(fault);
    }

    public readonly ImmutableArray<Denial> ToImmutable() => _faults?.ToImmutable() ?? [];
}
