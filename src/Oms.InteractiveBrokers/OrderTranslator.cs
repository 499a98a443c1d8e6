using System.Diagnostics;
using System.Globalization;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Tws;
using Oms.Tws.Requests;
using Side = Oms.Trading.Orders.Side;

namespace Oms.InteractiveBrokers;

/// <summary>Our orders in TWS fields. <c>orderRef</c> is our order id: by it an order is found again whatever happens to broker ids.</summary>
internal static class OrderTranslator
{
    // Others are reduced by what one filled, and only one is routed at a time, so that two cannot fill at once.
    private const int ReduceWithBlock = 2;

    public static PlaceOrder Place(Order order, Instrument instrument) =>
        new(order.BrokerOrderId, Contracts.From(instrument), Fields(order, order.Terms));

    /// <summary>TWS changes an order when it is sent again under the same id, all fields included.</summary>
    public static PlaceOrder Replace(Order order, Instrument instrument, ReplaceTerms terms) =>
        new(order.BrokerOrderId, Contracts.From(instrument), Fields(order, terms.Onto(order.Terms)) with { Transmit = true });

    private static TwsOrder Fields(Order order, OrderTerms terms)
    {
        var pricing = terms.Pricing ?? new();
        return InList(order, new()
        {
            // SSHORT is for institutions that locate their stock themselves; IB takes a short sale of all others as a sale.
            Action = terms.Side is Side.Buy ? "BUY" : "SELL",
            TotalQuantity = terms.OrderQty,
            OrderType = OrderTypeOf(terms.OrdType),
            LmtPrice = terms.Price,
            AuxPrice = terms.OrdType.IsTrailing() ? pricing.TrailAmt : terms.OrdType is OrdType.Relative ? pricing.PegOffset ?? 0 : pricing.StopPx,
            TrailStopPrice = terms.OrdType.IsTrailing() ? pricing.StopPx : null,
            TrailingPercent = pricing.TrailPercent,
            LmtPriceOffset = pricing.LimitOffset,
            Tif = terms.OrdType.IsOnOpen() ? "OPG" : TifOf(terms.TimeInForce),
            GoodTillDate = terms.ExpireTime is { } at
                ? at.ToDateTimeOffset().ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture)
                : "",
            OutsideRth = terms.OutsideRth,
            Account = terms.Account.Value,
            OrderRef = order.Id.Value,
        });
    }

    // A list is held at the gateway until its last order comes, so that no part of it works without the rest.
    private static TwsOrder InList(Order order, TwsOrder fields) => order.List is not { } link ? fields : fields with
    {
        ParentId = link.ParentBrokerOrderId ?? 0,
        OcaGroup = link.IsExclusive ? link.List.Value : "",
        OcaType = link.IsExclusive ? ReduceWithBlock : 0,
        Transmit = link.IsLast || link.Type is ContingencyType.OCO,
    };

    private static string OrderTypeOf(OrdType type) => type switch
    {
        OrdType.Market or OrdType.MarketOnOpen => "MKT",
        OrdType.Limit or OrdType.LimitOnOpen => "LMT",
        OrdType.Stop => "STP",
        OrdType.StopLimit => "STP LMT",
        OrdType.TrailingStop => "TRAIL",
        OrdType.TrailingStopLimit => "TRAIL LIMIT",
        OrdType.MarketOnClose => "MOC",
        OrdType.LimitOnClose => "LOC",
        OrdType.MarketIfTouched => "MIT",
        OrdType.LimitIfTouched => "LIT",
        OrdType.MidPrice => "MIDPRICE",
        OrdType.Relative => "REL",
        _ => throw new UnreachableException($"{type} has no TWS word"),
    };

    private static string TifOf(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.Day => "DAY",
        TimeInForce.GTC => "GTC",
        TimeInForce.IOC => "IOC",
        TimeInForce.FOK => "FOK",
        TimeInForce.GTD => "GTD",
        TimeInForce.AtTheOpening => "OPG",
        _ => throw new UnreachableException($"{timeInForce} has no TWS word"),
    };
}
