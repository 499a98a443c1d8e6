using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;
using Oms.PaperGateway.Sessions;

namespace Oms.PaperGateway.Tests.Orders;

public sealed class OrderTypeTests : IDisposable
{
    private const decimal Start = 274.50m;
    private readonly BrokerFixture broker = new();

    [Theory]
    [InlineData("STP", "BUY", 280, 0, 281)]
    [InlineData("STP", "SELL", 270, 0, 269)]
    [InlineData("STP LMT", "BUY", 280, 285, 281)]
    [InlineData("MIT", "BUY", 270, 0, 269)]
    [InlineData("MIT", "SELL", 280, 0, 281)]
    [InlineData("LIT", "SELL", 280, 275, 281)]
    public void An_order_with_a_trigger_waits_for_it_and_then_fills(
        string type, string action, int trigger, int limit, int market)
    {
        var terms = Terms(Words.SideOf(action)!.Value, Words.OrdTypeOf(type)!.Value);
        var told = broker.Place(terms with { AuxPrice = trigger, LmtPrice = limit == 0 ? null : limit });
        Assert.Equal("PreSubmitted", told.Story());
        Assert.Equal("trigger", broker.Order(1).WhyHeld);
        Assert.Empty(broker.Advance(TimeSpan.FromSeconds(5)).Executions());

        broker.MoveTo(market);
        broker.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void A_trailing_stop_follows_the_market_up_and_fires_on_the_way_down()
    {
        broker.Place(Terms(Side.Sell, OrdType.Trail) with { AuxPrice = 2m });
        broker.MoveTo(280m);
        broker.Advance(TimeSpan.FromSeconds(10));
        Assert.InRange(broker.Order(1).StopPx!.Value, 277m, 279m);

        broker.MoveTo(276m);
        broker.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
        Assert.InRange(broker.Order(1).AvgPx, 275m, 277m);
    }

    [Fact]
    public void A_trailing_stop_limit_works_at_its_offset_from_the_stop()
    {
        broker.Place(Terms(Side.Sell, OrdType.TrailLimit) with { TrailingPercent = 1m, LmtPriceOffset = 0.50m });
        var stop = broker.Order(1).StopPx!.Value;

        broker.MoveTo(stop - 1);
        broker.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((OrdStatus.Submitted, stop - 0.50m), (broker.Order(1).Status, broker.Order(1).WorkingPx));
    }

    [Theory]
    [InlineData("REL")]
    [InlineData("MIDPRICE")]
    [InlineData("PEG MID")]
    [InlineData("PEG MKT")]
    public void A_pegged_order_stays_inside_the_quote_and_is_filled_in_time(string type)
    {
        broker.Place(Terms(Side.Buy, Words.OrdTypeOf(type)!.Value) with { AuxPrice = type == "PEG MKT" ? 0.01m : 0m });

        broker.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void The_rest_of_a_market_to_limit_order_waits_at_the_price_of_its_fill()
    {
        var told = broker.Place(Terms(Side.Buy, OrdType.MarketToLimit) with { Quantity = 3_000 });

        Assert.Equal(OrdStatus.Submitted, broker.Order(1).Status);
        Assert.Equal(broker.Order(1).LastPx, broker.Order(1).WorkingPx);
        Assert.Equal(broker.Order(1).LastPx, told.OfType<Report.OrderShown>().Last().Order.WorkingPx);
    }

    [Fact]
    public void An_order_good_until_a_time_ends_then()
    {
        broker.Place(Terms(Side.Buy, OrdType.Limit) with
        {
            LmtPrice = 200m,
            Tif = TimeInForce.Gtd,
            GoodTillDate = broker.Now.AddSeconds(10),
        });

        Assert.Contains(202, broker.Advance(TimeSpan.FromSeconds(11)).Codes());
        Assert.Equal(OrdStatus.Cancelled, broker.Order(1).Status);
    }

    [Fact]
    public void An_order_good_after_a_time_begins_then()
    {
        broker.Place(Terms(Side.Buy, OrdType.Market) with { GoodAfterTime = broker.Now.AddSeconds(10) });
        Assert.Equal(OrdStatus.PreSubmitted, broker.Order(1).Status);

        broker.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void What_if_counts_margin_against_what_is_held()
    {
        broker.Place(Terms(Side.Buy, OrdType.Market) with { Quantity = 100 });

        var told = broker.Place(
            Terms(Side.Sell, OrdType.Limit) with { LmtPrice = Start, Quantity = 100, WhatIf = true });

        Assert.True(Assert.Single(told.OfType<Report.WhatIfAnswered>()).Figures.InitMarginChange < 0);
    }

    public void Dispose() => broker.Dispose();

    private static OrderTerms Terms(Side side, OrdType type) => BrokerFixture.Terms(side, 50, type);
}
