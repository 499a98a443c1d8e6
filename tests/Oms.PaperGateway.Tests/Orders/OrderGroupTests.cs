using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Orders;

public sealed class OrderGroupTests : IDisposable
{
    private readonly BrokerFixture broker = new();

    [Fact]
    public void A_bracket_is_sent_by_its_last_member_and_its_children_wait_for_the_parent()
    {
        PlaceBracket(parentPx: 270m);

        Assert.Equal(
            [(OrdStatus.Submitted, ""), (OrdStatus.PreSubmitted, "child"), (OrdStatus.PreSubmitted, "child,trigger")],
            Members().Select(o => (o.Status, o.WhyHeld)));
    }

    [Theory]
    [InlineData(285, 2, 3)]
    [InlineData(255, 3, 2)]
    public void When_one_child_of_a_bracket_fills_the_other_is_cancelled(int price, int filled, int cancelled)
    {
        PlaceBracket(parentPx: 280m);
        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);

        broker.MoveTo(price);
        broker.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(OrdStatus.Filled, broker.Order(filled).Status);
        Assert.Equal(OrdStatus.Cancelled, broker.Order(cancelled).Status);
        Assert.Equal(0, broker.PositionIn(BrokerFixture.Apple));
    }

    [Fact]
    public void A_child_works_once_even_when_its_parent_fills_at_once()
    {
        PlaceBracket(parentPx: 280m);

        var resting = broker.Broker.Markets.Of(BrokerFixture.Apple).Book.On(Side.Sell).Where(
            o => o.OwnerPermId is not null);

        Assert.Equal(broker.Order(2).PermId, Assert.Single(resting).OwnerPermId);
    }

    [Fact]
    public void Cancelling_the_parent_cancels_its_children()
    {
        PlaceBracket(parentPx: 270m);

        broker.Cancel(1);

        Assert.All(Members(), o => Assert.Equal(OrdStatus.Cancelled, o.Status));
    }

    [Fact]
    public void An_order_that_is_not_transmitted_does_nothing_until_it_is()
    {
        var terms = BrokerFixture.Terms(Side.Buy, 10) with { Transmit = false };
        broker.Place(1, terms);
        Assert.Empty(broker.Advance(TimeSpan.FromSeconds(5)));

        broker.Place(1, terms with { Transmit = true });

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_full_fill_in_a_group_ends_the_others(int ocaType)
    {
        PlaceGroup(ocaType, quantity: 50);

        broker.MoveTo(269m);

        Assert.Equal((OrdStatus.Filled, OrdStatus.Cancelled), (broker.Order(1).Status, broker.Order(2).Status));
    }

    [Fact]
    public void A_partial_fill_reduces_the_others_of_type_two_and_three()
    {
        PlaceGroup(ocaType: 2, quantity: 3_000);

        broker.MoveTo(269.98m);

        var filled = broker.Order(1).FilledQty;
        Assert.InRange(filled, 1, 2_999);
        Assert.Equal(3_000 - filled, broker.Order(2).LeavesQty);
    }

    public void Dispose() => broker.Dispose();

    private void PlaceBracket(decimal parentPx)
    {
        broker.Place(1, BrokerFixture.Terms(Side.Buy, 50, OrdType.Limit, parentPx) with { Transmit = false });
        broker.Place(
            2, BrokerFixture.Terms(Side.Sell, 50, OrdType.Limit, 284m) with { ParentId = 1, Transmit = false });
        broker.Place(3, BrokerFixture.Terms(Side.Sell, 50, OrdType.Stop) with { ParentId = 1, AuxPrice = 256m });
    }

    private void PlaceGroup(int ocaType, decimal quantity)
    {
        var terms =
            BrokerFixture.Terms(Side.Buy, quantity, OrdType.Limit, 270m) with { OcaGroup = "G", OcaType = ocaType };
        broker.Place(1, terms);
        broker.Place(2, terms with { LmtPrice = 250m });
    }

    private IEnumerable<PaperOrder> Members() => [broker.Order(1), broker.Order(2), broker.Order(3)];
}
