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
