using Oms.Trading;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Tws;
using Oms.Tws.Replies;
using TwsExecution = Oms.Tws.Execution;

namespace Oms.InteractiveBrokers.Tests;

/// <summary>An instrument, an order and what TWS says of it.</summary>
internal static class Sample
{
    public const int ClientId = 7;
    public const int BrokerOrderId = 100;

    public static readonly OrderId Id = new("0199c0ffee");

    public static readonly Instrument Apple = new(
        new("AAPL"), "Apple Inc", "STK", "AAPL", "SMART", "NASDAQ", "USD", 1, 0.01m, 1, "America/New_York", 265598);

    public static readonly Contract AppleContract = new() { ConId = 265598, Symbol = "AAPL", SecType = "STK", Exchange = "SMART", Currency = "USD" };

    public static Order LimitOrder(Side side = Side.Buy) => Order.From(
        new OrderEvent.Placed(Id, new(new("DU123456"), new("C1"), new("AAPL"), side, 100, OrdType.Limit, 150m, TimeInForce.GTC),
            new("demo"), BrokerOrderId, new(150m, TimeSpan.Zero, 1, 15_000, 1), new("trader", new("demo"))), new(1));

    /// <summary>An order of a type with every field that the type may use: limit 100, trigger 90, trail 5, offset 1, peg 0.02.</summary>
    public static Order OrderOf(OrdType type, TimeInForce timeInForce)
    {
        var terms = new OrderTerms(new("DU123456"), new("C1"), new("AAPL"), Side.Buy, 100, type,
            type.NeedsPrice() || type.MayCap() ? 100 : null, timeInForce)
        {
            Pricing = new PricingTerms(
                type.NeedsStopPx() || type.IsTrailing() ? 90 : null,
                type.IsTrailing() ? 5 : null,
                null,
                type is OrdType.TrailingStopLimit ? 1 : null,
                type is OrdType.Relative ? 0.02m : null),
        };
        return Order.From(
            new OrderEvent.Placed(Id, terms, new("demo"), BrokerOrderId, new(150m, TimeSpan.Zero, 1, 15_000, 1), new("trader", new("demo"))), new(1));
    }

    public static OpenOrder Open(string status, decimal quantity = 100, decimal price = 150m) => new(
        BrokerOrderId, AppleContract,
        new() { Action = "BUY", TotalQuantity = quantity, OrderType = "LMT", LmtPrice = price, OrderRef = Id.Value, ClientId = ClientId, PermId = 42 },
        new() { Status = status });

    public static OrderStatus Status(string status, int clientId = ClientId) =>
        new(BrokerOrderId, status, 0, 100, 0, 42, 0, 0, clientId, "", 0);

    public static ExecDetails Fill(string execId = "0001.02.03.01", string orderRef = "0199c0ffee") => new(
        -1, BrokerOrderId, AppleContract, new TwsExecution
        {
            ExecId = execId,
            Time = "20261120 10:30:01 US/Eastern",
            AcctNumber = "DU123456",
            Exchange = "NASDAQ",
            Side = "BOT",
            Shares = 40,
            Price = 149.99m,
            ClientId = ClientId,
            OrderRef = orderRef,
        });

    public static CompletedOrder Completed(string status, string text) => new(
        AppleContract, new() { OrderRef = Id.Value, PermId = 42 }, new() { Status = status, CompletedStatus = text });
}
