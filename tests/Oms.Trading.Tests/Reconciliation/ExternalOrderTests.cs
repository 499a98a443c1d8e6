using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Trading.Tests.Reconciliation;

/// <summary>field.md §4 row 9: orders made elsewhere are seen, counted, and can be looked after.</summary>
public sealed class ExternalOrderTests
{
    private readonly RoundStory _story = new();

    [Fact]
    public void An_order_made_elsewhere_is_taken_in_once_and_followed()
    {
        var foreign = RoundStory.Foreign(77);
        _story.Handle(RoundStory.Told(foreign));
        _story.Handle(RoundStory.Told(foreign));
        _story.Rounds(2, RoundStory.View(0, null, foreign));

        var order = Assert.Single(_story.Book.Orders.Values);
        Assert.Equal((OrderOrigin.External, 9, OrdStatus.New, 50m, 11.00m, TimeInForce.GTC),
            (order.Origin, order.Owner?.ClientId, order.OrdStatus, order.LeavesQty, order.Terms.Price, order.Terms.TimeInForce));
        Assert.Empty(_story.Open);
        Assert.Equal(BookText.Of(_story.Book), BookText.Of(_story.Replayed()));
    }

    [Fact]
    public void Its_fills_count_for_it_and_for_the_position_also_those_that_came_before_it_was_seen()
    {
        var foreign = RoundStory.Foreign(77);
        _story.Handle(new BrokerReport.Executed(foreign.Key, Known.Fill("E1", Side.Sell, 20, 11.00m)));
        _story.Handle(RoundStory.Told(foreign));
        _story.Handle(new BrokerReport.Executed(foreign.Key, Known.Fill("E2", Side.Sell, 30, 11.10m)));
        _story.Handle(new BrokerReport.Executed(foreign.Key, Known.Fill("E2", Side.Sell, 30, 11.10m)));

        var order = Assert.Single(_story.Book.Orders.Values);
        Assert.Equal((OrdStatus.Filled, 50m, 11.06m), (order.OrdStatus, order.CumQty, order.AvgPx));
        Assert.Equal(-50, _story.Book.Positions[new(Known.Main, Known.Stock)].Quantity);
    }

    [Fact]
    public void Its_maker_cancels_and_changes_it()
    {
        _story.Handle(RoundStory.Told(RoundStory.Foreign(77)));
        _story.Handle(RoundStory.Told(RoundStory.Foreign(77) with { OrderQty = 80 }));
        Assert.Equal(80, Assert.Single(_story.Book.Orders.Values).LeavesQty);

        _story.Handle(new BrokerReport.Closed(new(null, null, 77), false, "canceled elsewhere"));

        Assert.Equal(OrdStatus.Canceled, Assert.Single(_story.Book.Orders.Values).OrdStatus);
    }

    [Theory]
    [InlineData(1, 3, null)] // Under our own client id, by another program: IB lets us.
    [InlineData(9, 3, "ORDER_OF_OTHER_CLIENT")]
    [InlineData(0, 0, "ORDER_ENTERED_BY_HAND")]
    [InlineData(0, int.MaxValue, "ORDER_ENTERED_BY_HAND")]
    public void It_must_be_claimed_and_within_reach_to_be_canceled_from_here(int clientId, int orderId, string? code)
    {
        _story.Handle(RoundStory.Told(RoundStory.Foreign(77, clientId, orderId)));
        var id = Assert.Single(_story.Book.Orders.Values).Id;
        Assert.Equal("ORDER_NOT_CLAIMED", CodeOf(_story.Handle(new Command.CancelOrder(id, Known.Trader)).Decision));
        Assert.Equal("UNKNOWN_ORDER", CodeOf(_story.Handle(new Command.ClaimOrder(id, Known.Stranger)).Decision));

        Assert.IsType<Decision.Accepted>(_story.Handle(new Command.ClaimOrder(id, Known.Trader)).Decision);

        Assert.Equal(code, CodeOf(_story.Handle(new Command.CancelOrder(id, Known.Trader)).Decision));
        Assert.Equal("ORDER_EXTERNAL", CodeOf(_story.Handle(new Command.ReplaceOrder(id, 60, null, null, Known.Market(_story.Now), Known.Trader)).Decision));
    }

    [Theory]
    [InlineData("DU7", "LMT")]
    [InlineData("DU1", "TRAIL")]
    public void One_that_cannot_be_taken_in_is_a_break(string account, string type)
    {
        var strange = RoundStory.Foreign(77, account: new(account), type: type is "LMT" ? OrdType.Limit : null);
        _story.Handle(RoundStory.Told(strange));

        _story.Rounds(2, RoundStory.View(0, null, strange));

        Assert.Empty(_story.Book.Orders);
        Assert.Equal(Trading.Reconciliation.BreakClass.UnknownOrderAtBroker, Assert.Single(_story.Open).Finding.Class);
    }

    private static string? CodeOf(Decision decision) => (decision as Decision.Denied)?.First.Code;
}
