using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Trading.Tests.Reconciliation;

public sealed class BreakTests
{
    private readonly RoundStory _story = new();

    // field.md §4 row 7: position drift is seen, has an age and an owner, and waits for a person.
    [Fact]
    public void Position_drift_becomes_a_break_when_two_rounds_agree_on_it()
    {
        _story.Round(RoundStory.View(position: 30));
        Assert.Empty(_story.Open);

        _story.Round(RoundStory.View(position: 30));

        var found = Assert.Single(_story.Open);
        Assert.Equal(("B1", BreakClass.PositionDiffers, 0m, 30m, 300.3m, "USD"),
            (found.Id.Value, found.Finding.Class, found.Finding.Ours, found.Finding.Theirs, found.Finding.AtStake, found.Finding.Currency));
        Assert.Equal(_story.Now, found.FirstSeen);
    }

    [Fact]
    public void A_difference_that_two_rounds_see_differently_is_no_break_yet()
    {
        _story.Round(RoundStory.View(position: 30));
        _story.Round(RoundStory.View(position: 40));

        Assert.Empty(_story.Open);
    }

    [Fact]
    public void What_moved_since_the_round_began_is_in_flight_and_not_judged()
    {
        var order = _story.Working("A1");

        for (var i = 0; i < 3; i++) // Each round the position that is shown is one fill behind.
        {
            var behind = RoundStory.View(i * 10, null, RoundStory.Shown(order));
            _story.Round(behind, () => _story.Filled(order, 10));
        }

        Assert.Empty(_story.Open);
        Assert.DoesNotContain(_story.Events, e => e is ReconciliationEvent.RoundFinished);
    }

    [Fact]
    public void A_break_that_both_sides_agree_on_again_heals()
    {
        _story.Rounds(2, RoundStory.View(position: 30));

        _story.Round(RoundStory.View());

        Assert.Empty(_story.Open);
        Assert.Single(_story.Events.OfType<ReconciliationEvent.BreakHealed>());
    }

    [Fact]
    public void A_break_whose_figures_change_stays_the_same_break()
    {
        _story.Rounds(2, RoundStory.View(position: 30));

        _story.Rounds(2, RoundStory.View(position: 50));

        var found = Assert.Single(_story.Open);
        Assert.Equal(("B1", 50m), (found.Id.Value, found.Finding.Theirs));
        Assert.True(found.FirstSeen < found.LastChanged);
    }

    [Fact]
    public void The_brokers_position_is_taken_over_with_a_reason_and_what_it_cost()
    {
        _story.Rounds(2, RoundStory.View(position: 30));

        Assert.IsType<Decision.Accepted>(_story.Resolve(BreakAction.AcceptBroker));

        var held = _story.Book.Positions[new(Known.Main, Known.Stock)];
        Assert.Equal((30m, 10.01m, 0m), (held.Quantity, held.AvgCost, held.RealizedPnl));
        var adjusted = Assert.Single(_story.Events.OfType<ReconciliationEvent.PositionAdjusted>());
        Assert.Equal((0m, 30m, "a transfer by post", Known.Trader), (adjusted.From, adjusted.To, adjusted.Reason, adjusted.By));
        _story.Rounds(2, RoundStory.View(position: 30));
        Assert.Empty(_story.Open);
        Assert.Equal(BookText.Of(_story.Book), BookText.Of(_story.Replayed()));
    }

    [Fact]
    public void An_ignored_difference_stays_quiet_until_it_changes()
    {
        _story.Rounds(2, RoundStory.View(position: 30));
        _story.Resolve(BreakAction.Ignore);

        _story.Rounds(3, RoundStory.View(position: 30));
        Assert.Empty(_story.Open);

        _story.Rounds(2, RoundStory.View(position: 31));
        Assert.Equal("B2", Assert.Single(_story.Open).Id.Value);
    }

    [Theory]
    [InlineData(BreakAction.CloseAsCanceled, "because", "ACTION_NOT_ALLOWED")]
    [InlineData(BreakAction.AcceptBroker, " ", "REASON_REQUIRED")]
    public void A_break_is_not_settled_by_what_does_not_repair_it_or_without_a_reason(BreakAction action, string reason, string code)
    {
        _story.Rounds(2, RoundStory.View(position: 30));

        Assert.Equal(code, Assert.IsType<Decision.Denied>(_story.Resolve(action, reason)).First.Code);
        Assert.Single(_story.Open);
    }

    [Fact]
    public void A_break_of_another_firm_does_not_exist()
    {
        _story.Rounds(2, RoundStory.View(position: 30));

        Assert.Equal("UNKNOWN_BREAK", Assert.IsType<Decision.Denied>(_story.Resolve(BreakAction.Ignore, by: Known.Stranger)).First.Code);
    }

    [Fact]
    public void Somebody_looks_after_a_break()
    {
        _story.Rounds(2, RoundStory.View(position: 30));

        _story.Handle(new Command.AssignBreak(new("B1"), "ann@alpha", Known.Trader));

        Assert.Equal("ann@alpha", Assert.Single(_story.Open).Owner);
    }

    // field.md §4 row 4: an order in limbo is asked about, never assumed dead.
    [Fact]
    public void An_order_that_the_broker_no_longer_shows_waits_for_a_person_who_closes_it()
    {
        var order = _story.Working("A1");
        _story.Rounds(2, RoundStory.View());
        Assert.Equal(BreakClass.OrderMissingAtBroker, Assert.Single(_story.Open).Finding.Class);
        Assert.False(_story.Book.Orders[order.Id].IsClosed);

        _story.Resolve(BreakAction.CloseAsCanceled, "canceled by telephone");

        Assert.Equal(OrdStatus.Canceled, _story.Book.Orders[order.Id].OrdStatus);
        Assert.Empty(_story.Open);
        _story.Rounds(2, RoundStory.View());
        Assert.Empty(_story.Open);
    }

    [Fact]
    public void A_cancel_that_was_not_heard_heals_by_the_list_of_completed_orders()
    {
        var order = _story.Working("A1");
        _story.Rounds(2, RoundStory.View());

        _story.Round(RoundStory.View(), () => _story.Handle(
            new BrokerReport.Closed(new(order.Id, null), false, "canceled by trader") { Source = ReportSource.CompletedOrders }));

        Assert.Empty(_story.Open);
        var healed = Assert.Single(_story.Events.OfType<ReconciliationEvent.BreakHealed>());
        Assert.Contains("Canceled", healed.Cause);
    }

    [Fact]
    public void A_missing_order_in_doubt_is_flagged_and_the_flag_goes_with_the_break()
    {
        var order = _story.Working("A1");
        _story.Handle(new BrokerReport.LinkDown("reset"));
        _story.Handle(new BrokerReport.LinkUp("paper", 1));
        _story.Rounds(3, RoundStory.View());
        Assert.Contains(Anomaly.MissingAtBroker, _story.Book.Orders[order.Id].Anomalies);
        Assert.Single(_story.Open);

        _story.Handle(new BrokerReport.Acknowledged(new(order.Id, null), 1001, "Submitted", 100, 10.00m));
        _story.Round(RoundStory.View(0, null, RoundStory.Shown(order)));

        Assert.Empty(_story.Open);
        Assert.Empty(_story.Book.Orders[order.Id].Anomalies);
    }

    [Fact]
    public void An_order_that_works_on_after_its_end_is_canceled_at_the_broker_and_heals_when_it_is_gone()
    {
        var order = _story.Working("A1");
        _story.Handle(new BrokerReport.Closed(new(order.Id, null), false, "canceled"));
        _story.Rounds(2, RoundStory.View(0, null, RoundStory.Shown(order)));
        Assert.Equal(BreakClass.OrderOpenAfterClose, Assert.Single(_story.Open).Finding.Class);

        _story.Resolve(BreakAction.CancelAtBroker, "it must go");
        Assert.Equal(order.Id, Assert.Single(_story.Events.OfType<ReconciliationEvent.CancelAsked>()).Order);
        Assert.Single(_story.Open); // Asked for is not done.
        _story.Round(RoundStory.View());

        Assert.Empty(_story.Open);
    }

    // field.md §4 row 1: a fill that no message told is booked once, with its source.
    [Fact]
    public void A_fill_that_only_a_later_round_shows_is_booked_and_kept_as_a_healed_break()
    {
        var order = _story.Working("A1");
        var fill = new BrokerReport.Executed(new(order.Id, null), Known.Fill("X9", Side.Buy, 40, 10.00m) with { TransactTime = Known.Start - TimeSpan.FromMinutes(1) })
        {
            Source = ReportSource.Executions,
        };

        _story.Handle(fill);
        _story.Handle(fill);

        Assert.Equal(40, _story.Book.Orders[order.Id].CumQty);
        Assert.Equal(BreakClass.ExecutionMissing, Assert.Single(_story.Events.OfType<ReconciliationEvent.BreakOpened>()).Finding.Class);
        Assert.Single(_story.Events.OfType<ReconciliationEvent.BreakHealed>());
    }

    [Fact]
    public void Cash_is_expected_to_follow_fills_and_costs_within_cents()
    {
        var order = _story.Working("A1");
        _story.Round(RoundStory.View(0, 10_000m, RoundStory.Shown(order)));
        _story.Filled(order, 100);
        _story.Handle(new BrokerReport.Commissioned(new("X1"), new(1.00m, "USD", null)));

        _story.Rounds(2, RoundStory.View(100, 8_999.40m));
        Assert.Empty(_story.Open);

        _story.Rounds(2, RoundStory.View(100, 9_499.00m));
        var found = Assert.Single(_story.Open).Finding;
        Assert.Equal((BreakClass.CashDiffers, 8_999m, 9_499m, 500m), (found.Class, found.Ours, found.Theirs, found.AtStake));
        _story.Resolve(BreakAction.AcceptBroker, "a deposit");
        _story.Rounds(2, RoundStory.View(100, 9_499.00m));
        Assert.Empty(_story.Open);
    }

    [Fact]
    public void Only_what_the_trading_connection_does_not_show_is_the_witness_own_break()
    {
        _story.Rounds(2, RoundStory.View());
        _story.Witness(RoundStory.View(position: 5));
        _story.Witness(RoundStory.View(position: 5));
        Assert.Equal(BreakClass.WitnessDisagrees, Assert.Single(_story.Open).Finding.Class);

        _story.Rounds(2, RoundStory.View(position: 5));
        _story.Witness(RoundStory.View(position: 5));

        Assert.Equal(BreakClass.PositionDiffers, Assert.Single(_story.Open).Finding.Class);
    }

    [Fact]
    public void A_round_that_was_asked_for_says_that_it_ended()
    {
        Assert.IsType<Decision.Accepted>(_story.Handle(new Command.RequestRound(Known.Trader)).Decision);

        _story.Rounds(2, RoundStory.View());

        Assert.Equal(RoundCause.Request, Assert.Single(_story.Events.OfType<ReconciliationEvent.RoundFinished>()).Cause);
    }
}
