using Oms.Trading;
using Oms.Trading.Orders;
using Oms.Tws;

namespace Oms.InteractiveBrokers.Tests;

public sealed class TranslationTests
{
    [Fact]
    public void An_order_travels_with_our_id_as_its_reference()
    {
        var request = OrderTranslator.Place(Sample.LimitOrder(), Sample.Apple);

        Assert.Equal(Sample.BrokerOrderId, request.OrderId);
        Assert.Equal(Sample.Id.Value, request.Order.OrderRef);
        Assert.Equal(("BUY", 100m, "LMT", 150m, "GTC", "DU123456"), (request.Order.Action, request.Order.TotalQuantity ?? 0,
            request.Order.OrderType, request.Order.LmtPrice ?? 0, request.Order.Tif, request.Order.Account));
        Assert.Equal(265598, request.Contract.ConId);
    }

    [Fact]
    public void A_replace_is_the_whole_order_again_under_its_id()
    {
        var request = OrderTranslator.Replace(Sample.LimitOrder(Side.Sell), Sample.Apple, new(60, 151m));

        Assert.Equal((Sample.BrokerOrderId, "SELL", 60m, 151m),
            (request.OrderId, request.Order.Action, request.Order.TotalQuantity ?? 0, request.Order.LmtPrice ?? 0));
    }

    // The words and the fields that each type uses: the vendor's table of order types.
    [Theory]
    [InlineData(OrdType.Market, TimeInForce.Day, "MKT DAY")]
    [InlineData(OrdType.Limit, TimeInForce.GTC, "LMT GTC lmt=100")]
    [InlineData(OrdType.Limit, TimeInForce.AtTheOpening, "LMT OPG lmt=100")]
    [InlineData(OrdType.Stop, TimeInForce.Day, "STP DAY aux=90")]
    [InlineData(OrdType.StopLimit, TimeInForce.Day, "STP LMT DAY lmt=100 aux=90")]
    [InlineData(OrdType.MarketIfTouched, TimeInForce.Day, "MIT DAY aux=90")]
    [InlineData(OrdType.LimitIfTouched, TimeInForce.Day, "LIT DAY lmt=100 aux=90")]
    [InlineData(OrdType.TrailingStop, TimeInForce.Day, "TRAIL DAY aux=5 trail=90")]
    [InlineData(OrdType.TrailingStopLimit, TimeInForce.Day, "TRAIL LIMIT DAY aux=5 trail=90 offset=1")]
    [InlineData(OrdType.MarketOnClose, TimeInForce.Day, "MOC DAY")]
    [InlineData(OrdType.LimitOnClose, TimeInForce.Day, "LOC DAY lmt=100")]
    [InlineData(OrdType.MarketOnOpen, TimeInForce.Day, "MKT OPG")]
    [InlineData(OrdType.LimitOnOpen, TimeInForce.Day, "LMT OPG lmt=100")]
    [InlineData(OrdType.MidPrice, TimeInForce.Day, "MIDPRICE DAY lmt=100")]
    [InlineData(OrdType.Relative, TimeInForce.Day, "REL DAY lmt=100 aux=0.02")]
    public void Each_type_travels_in_the_fields_that_it_uses(OrdType type, TimeInForce timeInForce, string expected)
    {
        var sent = OrderTranslator.Place(Sample.OrderOf(type, timeInForce), Sample.Apple).Order;

        string?[] words = [sent.OrderType, sent.Tif, Said("lmt", sent.LmtPrice), Said("aux", sent.AuxPrice), Said("trail", sent.TrailStopPrice),
            Said("offset", sent.LmtPriceOffset)];
        Assert.Equal(expected, string.Join(' ', words.Where(word => word is not null)));
        Assert.True(sent.Transmit);
    }

    [Fact]
    public void A_bracket_is_held_at_the_gateway_until_its_last_order_comes()
    {
        var list = new ListId("list-1");
        Order Leg(OrdType type, ListLeg leg, bool isLast) => Sample.OrderOf(type, TimeInForce.GTC) with
        {
            List = new(list, ContingencyType.Bracket, leg, leg is ListLeg.Parent ? null : Sample.Id, leg is ListLeg.Parent ? null : 99, isLast),
        };

        var parent = OrderTranslator.Place(Leg(OrdType.Limit, ListLeg.Parent, false), Sample.Apple).Order;
        var target = OrderTranslator.Place(Leg(OrdType.Limit, ListLeg.TakeProfit, false), Sample.Apple).Order;
        var stop = OrderTranslator.Place(Leg(OrdType.Stop, ListLeg.StopLoss, true), Sample.Apple).Order;

        Assert.Equal((false, 0, "", 0), (parent.Transmit, parent.ParentId, parent.OcaGroup, parent.OcaType));
        Assert.Equal((false, 99, "list-1", 2), (target.Transmit, target.ParentId, target.OcaGroup, target.OcaType));
        Assert.Equal((true, 99, "list-1", 2), (stop.Transmit, stop.ParentId, stop.OcaGroup, stop.OcaType));
    }

    [Fact]
    public void An_order_that_ends_at_a_time_says_so_in_utc()
    {
        var order = Sample.OrderOf(OrdType.Limit, TimeInForce.GTD);
        var sent = OrderTranslator.Place(
            order with { Terms = order.Terms with { ExpireTime = Instant.From(DateTimeOffset.Parse("2026-12-24T18:00:00Z")), OutsideRth = true } },
            Sample.Apple).Order;

        Assert.Equal(("GTD", "20261224-18:00:00", true), (sent.Tif, sent.GoodTillDate, sent.OutsideRth));
    }

    private static string? Said(string name, decimal? value) => value is { } number ? $"{name}={number:0.##}" : null;

    [Fact]
    public void The_broker_decides_ticks_lots_and_multiplier_and_our_name_stays()
    {
        var listed = Sample.Apple with { ConId = null };
        var details = new ContractDetails
        {
            Contract = new() { ConId = 265598, Multiplier = "50" },
            MinTick = 0.05m,
            SizeIncrement = 0.1m,
            TimeZoneId = "US/Eastern",
        };

        var described = Contracts.Describe(listed, details);

        Assert.Equal(listed with { ConId = 265598, TickSize = 0.05m, LotSize = 0.1m, Multiplier = 50, TimeZone = "US/Eastern" }, described);
    }

    [Theory]
    [InlineData("20261120 10:30:01 US/Eastern", "2026-11-20T15:30:01Z")]
    [InlineData("20260720 10:30:01 America/New_York", "2026-07-20T14:30:01Z")]
    [InlineData("20261120-15:30:01", "2026-11-20T15:30:01Z")]
    [InlineData("20260118  09:30:00 US/Eastern", "2026-01-18T14:30:00Z")]
    public void Times_become_utc(string text, string expected)
    {
        Assert.True(TwsTime.TryParse(text, out var time));

        Assert.Equal(DateTimeOffset.Parse(expected), time.ToDateTimeOffset());
    }

    [Theory]
    [InlineData("")]
    [InlineData("20261120 10:30:01")]
    [InlineData("20261120 10:30:01 Mars/Olympus")]
    [InlineData("yesterday US/Eastern")]
    public void A_text_without_a_known_zone_is_no_time(string text) => Assert.False(TwsTime.TryParse(text, out _));
}
