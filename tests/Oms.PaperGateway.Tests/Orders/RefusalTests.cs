using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Orders;

public sealed class RefusalTests : IDisposable
{
    private readonly BrokerFixture broker = new();

    [Theory]
    [InlineData("off the tick", 110)]
    [InlineData("cap off the tick", 110)]
    [InlineData("size zero", 434)]
    [InlineData("fraction", 10243)]
    [InlineData("limit missing", 321)]
    [InlineData("stop missing", 321)]
    [InlineData("account unknown", 321)]
    [InlineData("contract unknown", 200)]
    [InlineData("parent unknown", 10006)]
    [InlineData("fok stop", 111)]
    [InlineData("gtd in the past", 334)]
    [InlineData("what-if held back", 413)]
    [InlineData("too expensive", 201)]
    public void An_order_that_cannot_be_is_refused_with_the_code_of_IB(string what, int code)
    {
        var limit = BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, 270m);
        var terms = what switch
        {
            "off the tick" => limit with { LmtPrice = 270.005m },
            "cap off the tick" => limit with { OrdType = OrdType.Relative, LmtPrice = 270.005m },
            "size zero" => limit with { Quantity = 0 },
            "fraction" => limit with { Quantity = 1.5m },
            "limit missing" => limit with { LmtPrice = null },
            "stop missing" => limit with { OrdType = OrdType.Stop },
            "account unknown" => limit with { Account = "DU999" },
            "contract unknown" => limit with { ConId = 1 },
            "parent unknown" => limit with { ParentId = 99 },
            "fok stop" => limit with { OrdType = OrdType.Stop, AuxPrice = 260m, Tif = TimeInForce.Fok },
            "gtd in the past" => limit with { Tif = TimeInForce.Gtd, GoodTillDate = broker.Now.AddDays(-1) },
            "what-if held back" => limit with { WhatIf = true, Transmit = false },
            _ => limit with { Quantity = 10_000 },
        };

        Assert.Equal([code], broker.Place(terms).Codes());
        Assert.Equal(0, broker.PositionIn(BrokerFixture.Apple));
    }

    [Fact]
    public void An_id_that_was_used_or_is_too_low_is_a_duplicate()
    {
        broker.Place(5, BrokerFixture.Terms(Side.Buy, 1, OrdType.Limit, 1m));
        broker.Cancel(5);

        Assert.Equal([103], broker.Place(5, BrokerFixture.Terms(Side.Buy, 1)).Codes());
        Assert.Equal([103], broker.Place(4, BrokerFixture.Terms(Side.Buy, 1)).Codes());
    }

    [Fact]
    public void A_what_if_of_an_open_order_changes_nothing()
    {
        var limit = BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, 200m);
        broker.Place(1, limit);
        var before = broker.Order(1);

        Assert.Equal("whatif", broker.Place(1, limit with { LmtPrice = 280m, WhatIf = true }).Story());
        Assert.Equal(before, broker.Order(1));
    }

    [Fact]
    public void A_filled_order_cannot_be_modified_or_cancelled()
    {
        broker.Place(1, BrokerFixture.Terms(Side.Buy, 1));

        Assert.Equal([104], broker.Place(1, BrokerFixture.Terms(Side.Buy, 2)).Codes());
        Assert.Equal([10148], broker.Cancel(1).Codes());
        Assert.Equal([10147], broker.Cancel(2).Codes());
    }

    [Theory]
    [InlineData("side", 105)]
    [InlineData("type", 329)]
    [InlineData("tick", 110)]
    public void A_modification_that_is_refused_leaves_the_order_as_it_was(string what, int code)
    {
        var terms = BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, 200m);
        broker.Place(1, terms);

        var told = broker.Place(1, what switch
        {
            "side" => terms with { Side = Side.Sell },
            "type" => terms with { OrdType = OrdType.Stop, AuxPrice = 300m },
            _ => terms with { LmtPrice = 200.001m },
        });

        Assert.Equal([code], told.Codes());
        Assert.Equal((OrdStatus.Submitted, 200m), (broker.Order(1).Status, broker.Order(1).Terms.LmtPrice));
    }

    public void Dispose() => broker.Dispose();
}
