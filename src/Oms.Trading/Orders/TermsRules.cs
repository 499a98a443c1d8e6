using System.Collections.Immutable;
using Oms.Trading.Instruments;

namespace Oms.Trading.Orders;

/// <summary>Whether terms make sense for an instrument, whoever asks and whatever the market does.</summary>
public static class TermsRules
{
    // Beyond these no venue takes an order; within them no product of quantity, price, multiplier and rate overflows a decimal.
    private const decimal OrderQtyMax = 1_000_000_000m;
    private const decimal PriceMax = 10_000_000m;
    private const int ClOrdIdLengthMax = 64;

    /// <summary>Every fault, in the order of the fields; empty when there is none.</summary>
    public static ImmutableArray<Denial> Faults(OrderTerms terms, Instrument? instrument)
    {
        ImmutableArray<Denial>.Builder? faults = null;
        Add(ref faults, ClOrdIdFault(terms.ClOrdId));
        if (instrument is null)
            Add(ref faults, new("UNKNOWN_SYMBOL", $"no instrument {terms.Symbol} is listed", "symbol"));
        Add(ref faults, QtyFault(terms.OrderQty, instrument));
        Add(ref faults, PriceFault(terms, instrument));
        return faults?.ToImmutable() ?? [];
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

    private static Denial? PriceFault(OrderTerms terms, Instrument? instrument) => (terms.OrdType, terms.Price) switch
    {
        (OrdType.Market, null) => null,
        (OrdType.Market, _) => new("PRICE_NOT_ALLOWED", "a market order has no price", "price"),
        (OrdType.Limit, null) => new("PRICE_REQUIRED", "a limit order needs a price", "price"),
        (OrdType.Limit, <= 0) => new("PRICE_INVALID", "price is above zero", "price"),
        (OrdType.Limit, > PriceMax) => new("PRICE_INVALID", $"price is at most {PriceMax}", "price"),
        (OrdType.Limit, { } price) when instrument is not null && !instrument.IsOnTick(price) =>
            new("PRICE_OFF_TICK", $"price of {instrument.Symbol} is a multiple of {instrument.TickSize}", "price"),
        _ => null,
    };

    private static void Add(ref ImmutableArray<Denial>.Builder? faults, Denial? fault)
    {
        if (fault is not null) (faults ??= ImmutableArray.CreateBuilder<Denial>()).Add(fault);
    }
}
