using Oms.Engine;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;
using Oms.Tws;
using Oms.Tws.Replies;
using Side = Oms.Trading.Orders.Side;

namespace Oms.InteractiveBrokers;

/// <summary>Open orders of whatever maker, as the book may take them in.</summary>
internal static class ShownOrders
{
    private const string AtTheOpening = "OPG";

    public static ShownOrder From(OpenOrder open, OrderKey key, ReferenceData reference)
    {
        var order = open.Order;
        var type = TypeOf(order);
        var price = type is { } known && known.NeedsPrice() ? order.LmtPrice : null;
        return new(key, order.PermId, order.ClientId, open.OrderId, new(order.Account), Contracts.SymbolOf(open.Contract, reference),
            order.Action is "BUY" ? Side.Buy : Side.Sell, order.TotalQuantity ?? 0, type, price, TimeInForceOf(order.Tif), order.OrderType,
            open.State.Status)
        {
            Pricing = type is { } priced ? PricingOf(priced, order) : null,
        };
    }

    private static OrdType? TypeOf(TwsOrder order) => order.OrderType switch
    {
        "MKT" => order.Tif is AtTheOpening ? OrdType.MarketOnOpen : OrdType.Market,
        "LMT" => order.Tif is AtTheOpening ? OrdType.LimitOnOpen : OrdType.Limit,
        "STP" => OrdType.Stop,
        "STP LMT" => OrdType.StopLimit,
        "TRAIL" => OrdType.TrailingStop,
        "TRAIL LIMIT" => OrdType.TrailingStopLimit,
        "MOC" => OrdType.MarketOnClose,
        "LOC" => OrdType.LimitOnClose,
        "MIT" => OrdType.MarketIfTouched,
        "LIT" => OrdType.LimitIfTouched,
        "MIDPRICE" => OrdType.MidPrice,
        "REL" => OrdType.Relative,
        _ => null,
    };

    private static PricingTerms? PricingOf(OrdType type, TwsOrder order) => type switch
    {
        _ when type.NeedsStopPx() => new(StopPx: order.AuxPrice),
        _ when type.IsTrailing() => new(order.TrailStopPrice, order.TrailingPercent is null ? order.AuxPrice : null, order.TrailingPercent,
            order.LmtPriceOffset),
        OrdType.Relative => new(PegOffset: order.AuxPrice),
        _ => null,
    };

    // GTD carries a date that is not read here; such an order is followed as good till canceled, which is no shorter.
    private static TimeInForce? TimeInForceOf(string tif) => tif switch
    {
        "DAY" or "" => TimeInForce.Day,
        "GTC" or "GTD" => TimeInForce.GTC,
        "IOC" => TimeInForce.IOC,
        "FOK" => TimeInForce.FOK,
        AtTheOpening => TimeInForce.AtTheOpening,
        _ => null,
    };
}
