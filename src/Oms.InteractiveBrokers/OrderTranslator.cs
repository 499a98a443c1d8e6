using System.Diagnostics;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Tws;
using Oms.Tws.Requests;
using Side = Oms.Trading.Orders.Side;

namespace Oms.InteractiveBrokers;

/// <summary>Our orders in TWS fields. <c>orderRef</c> is our order id: by it an order is found again whatever happens to broker ids.</summary>
internal static class OrderTranslator
{
    public static PlaceOrder Place(Order order, Instrument instrument) =>
        new(order.BrokerOrderId, Contracts.From(instrument), Terms(order, order.Terms.OrderQty, order.Terms.Price));

    /// <summary>TWS changes an order when it is sent again under the same id, all fields included.</summary>
    public static PlaceOrder Replace(Order order, Instrument instrument, ReplaceTerms terms) =>
        new(order.BrokerOrderId, Contracts.From(instrument), Terms(order, terms.OrderQty, terms.Price));

    private static TwsOrder Terms(Order order, decimal orderQty, decimal? price) => new()
    {
        Action = order.Terms.Side is Side.Buy ? "BUY" : "SELL",
        TotalQuantity = orderQty,
        OrderType = order.Terms.OrdType switch
        {
            OrdType.Market => "MKT",
            OrdType.Limit => "LMT",
            _ => throw new UnreachableException(),
        },
        LmtPrice = price,
        Tif = order.Terms.TimeInForce switch
        {
            TimeInForce.Day => "DAY",
            TimeInForce.GTC => "GTC",
            TimeInForce.IOC => "IOC",
            TimeInForce.FOK => "FOK",
            _ => throw new UnreachableException(),
        },
        Account = order.Terms.Account.Value,
        OrderRef = order.Id.Value,
    };
}
