using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;
using Oms.Trading.Snapshots;
using Oms.Trading.Tests.Reconciliation;

namespace Oms.Trading.Tests.Orders;

/// <summary>What is left of an order that closed more than a week ago.</summary>
public sealed class RetirementTests
{
    private static readonly BrokerView Flat = RoundStory.View();

    private readonly RoundStory _story = new();

    [Fact]
    public void A_closed_order_leaves_after_eight_days_and_its_position_stays()
    {
        var order = Filled("a");

        Wait(TimeSpan.FromDays(7.9));
        var early = _story.Book.Orders.ContainsKey(order.Id);
        Wait(TimeSpan.FromDays(0.2));

        Assert.True(early);
        Assert.Empty(_story.Book.Orders);
        Assert.Empty(_story.Book.Executions);
        Assert.Equal(100, _story.Book.Positions[new(Known.Main, Known.Stock)].Quantity);
        Assert.Single(_story.Events.OfType<OrdersRetired>());
    }

    [Fact]
    public void Its_clOrdId_is_never_free_again()
    {
        Filled("a");
        Wait(TimeSpan.FromDays(9));

        var again = _story.Handle(new Command.PlaceOrder(new("o-again"), Known.Terms("a"), Known.Market(_story.Now), Known.Trader));
        var list = _story.Handle(new Command.PlaceList(new("l"), ContingencyType.OCO,
            [new(new("o-1"), Known.Terms("b", Side.Sell)), new(new("o-2"), Known.Terms("a", Side.Sell, price: 12m))], Known.Market(_story.Now), Known.Trader));

        Assert.Equal("CLORDID_REUSED", Assert.IsType<Decision.Denied>(again.Decision).First.Code);
        Assert.Equal(("CLORDID_REUSED", 1), (Assert.IsType<Decision.Denied>(list.Decision).First.Code, Assert.IsType<Decision.Denied>(list.Decision).First.Leg));
        Assert.Empty(again.Changes);
    }

    [Fact]
    public void Its_fills_and_their_costs_do_not_count_again()
    {
        var order = Filled("a");
        Wait(TimeSpan.FromDays(9));

        var fill = _story.Handle(new BrokerReport.Executed(new(order.Id, null), Known.Fill("X1", Side.Buy, 100, 10m)) { Source = ReportSource.Executions });
        var cost = _story.Handle(new BrokerReport.Commissioned(new("X1"), new(1m, "USD", null)));

        Assert.Empty(fill.Changes);
        Assert.Empty(cost.Changes);
    }

    [Fact]
    public void A_fill_that_was_never_told_still_moves_the_position()
    {
        var order = Filled("a");
        Wait(TimeSpan.FromDays(9));

        _story.Handle(new BrokerReport.Executed(new(order.Id, order.BrokerOrderId), Known.Fill("X99", Side.Buy, 5, 10m)));

        Assert.Equal(105, _story.Book.Positions[new(Known.Main, Known.Stock)].Quantity);
    }

    [Fact]
    public void What_works_is_in_dispute_or_belongs_to_a_list_that_works_stays()
    {
        var working = _story.Working("works");
        var disputed = _story.Working("disputed");
        _story.Handle(new BrokerReport.Closed(new(disputed.Id, null), false, "Cancelled"));
        _story.Handle(new Command.PlaceList(new("l"), ContingencyType.OCO,
            [new(new("o-1"), Known.Terms("one", Side.Sell, price: 10.1m)), new(new("o-2"), Known.Terms("two", Side.Sell, price: 10.2m))], Known.Market(_story.Now), Known.Trader));
        var view = Flat with { Orders = [RoundStory.Shown(working), RoundStory.Shown(disputed)] };
        _story.Rounds(3, view);

        Wait(TimeSpan.FromDays(30), view);

        Assert.Contains(_story.Open, open => open.Finding is { Class: BreakClass.OrderOpenAfterClose, Order: { } of } && of == disputed.Id);
        Assert.Equal(["o-1", "o-2", disputed.Id.Value, working.Id.Value], _story.Book.Orders.Keys.Select(id => id.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_replay_and_a_snapshot_forget_the_same()
    {
        for (var i = 0; i < 20; i++)
        {
            Filled($"a{i}");
            Wait(TimeSpan.FromDays(1));
        }

        var bytes = RecordCodec.Encode(_story.Book.Snapshot().Ordered());

        Assert.InRange(_story.Book.Orders.Count, 1, 10);
        Assert.Equal(bytes, RecordCodec.Encode(_story.Replayed().Snapshot().Ordered()));
        Assert.Equal(bytes, RecordCodec.Encode(new TradingBook(RecordCodec.Decode<BookSnapshot>(bytes)).Snapshot().Ordered()));
    }

    [Fact]
    public void Retired_ids_are_found_however_they_came_and_no_others()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => RetiredIds.Of(new ExecId($"{i}"))).ToList();

        var retired = RetiredIds.None.With([.. ids.Take(300)]).With([]).With([.. ids.Skip(300)]);

        Assert.All(ids, id => Assert.True(retired.Contains(id)));
        Assert.DoesNotContain(Enumerable.Range(1000, 1000), i => retired.Contains(RetiredIds.Of(new ExecId($"{i}"))));
        Assert.Equal(retired.Sorted.ToArray(), RetiredIds.None.With(ids).Sorted.ToArray());
    }

    private Order Filled(string clOrdId)
    {
        var order = _story.Working(clOrdId);
        _story.Filled(order, 100);
        return order;
    }

    private void Wait(TimeSpan span, BrokerView? view = null)
    {
        _story.Pass(span);
        _story.Round(view ?? Flat);
    }
}
