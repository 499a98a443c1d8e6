using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Orders;

public sealed class TradingHoursTests
{
    private const int Euro = 12087792;
    private static readonly DateTimeOffset sunday = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void By_default_the_market_trades_on_a_Sunday()
    {
        using var broker = new BrokerFixture(now: sunday);

        broker.Place(BrokerFixture.Terms(Side.Buy, 10));

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void With_the_hours_of_the_exchange_an_order_waits_for_the_open_with_a_notice()
    {
        using var broker = new BrokerFixture(hours: HoursMode.Exchange, now: sunday);

        var told = broker.Place(BrokerFixture.Terms(Side.Buy, 10));
        Assert.Equal([399], told.Codes());
        Assert.Equal(OrdStatus.PreSubmitted, broker.Order(1).Status);
        broker.JumpTo(new(2026, 11, 23, 14, 29, 59, TimeSpan.Zero));
        Assert.Equal(OrdStatus.PreSubmitted, broker.Order(1).Status);

        broker.JumpTo(new(2026, 11, 23, 14, 30, 0, TimeSpan.Zero));

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void An_order_for_the_day_ends_with_the_session_and_one_until_cancelled_does_not()
    {
        using var broker = new BrokerFixture(hours: HoursMode.Exchange);
        broker.Place(BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, 200m));
        broker.Place(BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, 200m) with { Tif = TimeInForce.Gtc });

        broker.JumpTo(new(2026, 11, 23, 21, 0, 0, TimeSpan.Zero));

        Assert.Equal(OrdStatus.Cancelled, broker.Order(1).Status);
        Assert.Equal(OrdStatus.PreSubmitted, broker.Order(2).Status);
    }

    [Fact]
    public void In_a_market_without_hours_the_day_ends_at_five_in_New_York_and_orders_on_close_trade_then()
    {
        using var broker = new BrokerFixture();
        broker.Place(BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, 200m));
        broker.Place(BrokerFixture.Terms(Side.Buy, 10, OrdType.MarketOnClose));
        broker.JumpTo(new(2026, 11, 23, 21, 59, 59, TimeSpan.Zero));
        Assert.Equal(2, broker.Broker.Books.OpenOrders.Count());

        broker.JumpTo(new(2026, 11, 23, 22, 0, 0, TimeSpan.Zero));

        Assert.Equal((OrdStatus.Cancelled, OrdStatus.Filled), (broker.Order(1).Status, broker.Order(2).Status));
    }

    [Theory]
    [InlineData(BrokerFixture.Apple, "2026-11-23T14:29:00Z", false, false)]
    [InlineData(BrokerFixture.Apple, "2026-11-23T14:29:00Z", true, true)]
    [InlineData(BrokerFixture.Apple, "2026-11-26T16:00:00Z", true, false)]
    [InlineData(BrokerFixture.Apple, "2026-11-27T18:30:00Z", false, false)]
    [InlineData(Euro, "2026-11-22T22:16:00Z", false, true)]
    [InlineData(Euro, "2026-11-27T22:01:00Z", false, false)]
    public void Sessions_keep_the_calendar(int conId, string at, bool outsideRth, bool isOpen)
    {
        var instrument = new InstrumentCatalog(InstrumentTable.All).Find(conId)!;

        Assert.Equal(
            isOpen, new TradingCalendar(HoursMode.Exchange).IsOpen(instrument, DateTimeOffset.Parse(at), outsideRth));
    }

    [Theory]
    [InlineData(HoursMode.Continuous, "20261122:0000-20261122:2359;20261123:0000-20261123:2359")]
    [InlineData(HoursMode.Exchange, "20261122:CLOSED;20261123:0930-20261123:1600")]
    public void Contract_details_say_the_hours(HoursMode mode, string begins)
    {
        var apple = new InstrumentCatalog(InstrumentTable.All).Find(BrokerFixture.Apple)!;

        var text = HoursText.Of(new TradingCalendar(mode), apple, sunday, liquid: true);

        Assert.StartsWith(begins, text, StringComparison.Ordinal);
    }
}
