using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Orders;

public sealed class OrderStoryTests : IDisposable
{
    private readonly BrokerFixture broker = new();

    [Fact]
    public void A_market_order_is_filled_as_it_arrives_in_the_sequence_of_IB()
    {
        var told = broker.Place(BrokerFixture.Terms(Side.Buy, 10));

        Assert.Equal("PreSubmitted trade Filled Filled commission position", told.Story());
        Assert.Equal(10, broker.PositionIn(BrokerFixture.Apple));
    }

    [Fact]
    public void A_large_market_order_takes_several_levels_each_worse_than_the_one_before()
    {
        var fills = broker.Place(BrokerFixture.Terms(Side.Buy, 7_000)).Executions().ToList();

        Assert.True(fills.Count > 3);
        Assert.Equal(fills.Select(f => f.Price).Order(), fills.Select(f => f.Price));
        Assert.Equal(7_000, fills.Sum(f => f.Quantity) + broker.Order(1).LeavesQty);
    }

    [Fact]
    public void A_limit_order_rests_until_the_market_comes_to_it_and_fills_at_its_own_price()
    {
        var limit = broker.Quote.Bid!.Value - 1.00m;
        Assert.Equal(
            "PreSubmitted Submitted", broker.Place(BrokerFixture.Terms(Side.Buy, 50, OrdType.Limit, limit)).Story());

        var told = broker.MoveTo(limit - 0.50m);

        Assert.All(told.Executions(), e => Assert.Equal(limit, e.Price));
        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void A_large_resting_order_is_filled_in_parts()
    {
        var limit = broker.Quote.Bid!.Value - 1.00m;
        broker.Place(BrokerFixture.Terms(Side.Buy, 3_000, OrdType.Limit, limit));

        var told = broker.MoveTo(limit - 0.02m);

        Assert.True(told.Executions().Any());
        Assert.Equal(OrdStatus.Submitted, broker.Order(1).Status);
        Assert.InRange(broker.Order(1).FilledQty, 1, 2_999);
        Assert.Contains("trade (Submitted) commission position", told.Story());
    }

    [Fact]
    public void Two_clients_orders_trade_with_each_other()
    {
        var inside = broker.MoveQuoteApart();
        broker.Place(BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, inside));

        var told = broker.Place(BrokerFixture.Terms(Side.Sell, 100, OrdType.Limit, inside)).Executions().ToList();

        Assert.Equal([Side.Sell, Side.Buy], told.Select(e => e.Side));
        Assert.All(told, e => Assert.Equal(inside, e.Price));
    }

    [Fact]
    public void A_cancelled_order_reports_202_and_leaves_the_book()
    {
        var limit = broker.Quote.Bid!.Value - 5m;
        broker.Place(BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, limit));

        var told = broker.Cancel(1);

        Assert.Equal("(PendingCancel) (Cancelled) 202", told.Story());
        Assert.Empty(broker.MoveTo(limit - 1).Executions());
    }

    [Fact]
    public void A_modified_order_shows_its_new_terms_and_works_at_the_new_price()
    {
        var ask = broker.Quote.Ask!.Value;
        broker.Place(1, BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, ask - 5));

        var told = broker.Place(1, BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, ask));

        Assert.StartsWith("Submitted", told.Story(), StringComparison.Ordinal);
        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void Immediate_or_cancel_takes_what_there_is_and_cancels_the_rest()
    {
        var terms = BrokerFixture.Terms(Side.Buy, 1_000_000, OrdType.Limit, broker.Quote.Ask) with { Quantity = 3_000 };

        var told = broker.Place(terms with { Tif = TimeInForce.Ioc });

        Assert.Equal(OrdStatus.Cancelled, broker.Order(1).Status);
        Assert.InRange(told.Executions().Sum(e => e.Quantity), 1, 2_999);
        Assert.Contains(202, told.Codes());
    }

    [Fact]
    public void Fill_or_kill_trades_nothing_when_it_cannot_trade_all()
    {
        var terms =
            BrokerFixture.Terms(Side.Buy, 3_000, OrdType.Limit, broker.Quote.Ask) with { Tif = TimeInForce.Fok };

        var told = broker.Place(terms);

        Assert.Empty(told.Executions());
        Assert.Equal(OrdStatus.Cancelled, broker.Order(1).Status);
    }

    public void Dispose() => broker.Dispose();
}

internal static class QuoteExtensions
{
    /// <summary>
    /// Buys and sells away the synthetic quotes on both sides, so that there is room inside the spread.
    /// </summary>
    public static decimal MoveQuoteApart(this BrokerFixture broker)
    {
        var market = broker.Broker.Markets.Of(BrokerFixture.Apple);
        var price = market.Quote.Ask!.Value;
        foreach (var order in market.Book.On(Side.Sell).Where(o => o.Price == price).ToList()) market.Remove(order);
        return price;
    }
}
