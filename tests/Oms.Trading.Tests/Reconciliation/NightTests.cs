using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Trading.Tests.Reconciliation;

/// <summary>field.md §4 row 10 and §5.3: the planned restart freezes, re-confirms one by one, and reports.</summary>
public sealed class NightTests
{
    private readonly RoundStory _story = new();

    [Fact]
    public void New_orders_wait_for_the_restart_unless_they_are_urgent_and_cancels_always_pass()
    {
        var resting = _story.Working("A1");
        _story.Handle(new Notice.FreezeBegun(_story.Now, "the restart is near"));

        Assert.Equal("RESTART_WINDOW", CodeOf(Place("A2", isUrgent: false)));
        Assert.Null(CodeOf(Place("A3", isUrgent: true)));
        Assert.Equal("RESTART_WINDOW", CodeOf(_story.Handle(
            new Command.ReplaceOrder(resting.Id, 200, null, null, Known.Market(_story.Now), Known.Trader)).Decision));
        Assert.Null(CodeOf(_story.Handle(new Command.CancelOrder(resting.Id, Known.Trader)).Decision));
    }

    [Fact]
    public void What_rested_is_confirmed_one_by_one_and_the_report_says_what_was_not()
    {
        var (kept, lost) = (_story.Working("A1"), _story.Working("A2"));
        _story.Handle(new Notice.FreezeBegun(_story.Now, "the restart is near"));
        _story.Handle(new BrokerReport.LinkDown("the gateway restarts"));
        _story.Handle(new BrokerReport.LinkUp("paper", 1));
        _story.Handle(new BrokerReport.Acknowledged(new(kept.Id, null), kept.PermId, "Submitted", 100, 10.00m) { Source = ReportSource.OpenOrders });
        _story.Rounds(2, RoundStory.View(0, null, RoundStory.Shown(kept)));

        _story.Handle(new Notice.FreezeEnded());

        var report = Assert.Single(_story.Events.OfType<BrokerEvent.Reopened>()).Report;
        Assert.Equal([(kept.Id, true), (lost.Id, false)], report.Orders.Select(order => (order.Id, order.IsConfirmed)));
        Assert.Equal((true, true, 1), (report.LinkLostAt is not null, report.LinkBackAt > report.LinkLostAt, report.BreaksOpen));
        Assert.Equal(kept.Id, _story.Events.OfType<OrderEvent.Confirmed>().Last().Id);
        Assert.Null(_story.Book.Day.Freeze);
        Assert.Equal(BookText.Of(_story.Book), BookText.Of(_story.Replayed()));
    }

    [Fact]
    public void An_account_of_the_other_kind_gets_no_order_out()
    {
        _story.Handle(new Notice.Started("start") { Mode = TradingMode.Live });
        _story.Handle(new BrokerReport.LinkUp("live", 1));
        _story.Handle(new BrokerReport.Synchronized());

        Assert.Equal("TRADING_MODE_MISMATCH", CodeOf(Place("A1", isUrgent: true)));
    }

    private Decision Place(string clOrdId, bool isUrgent) => _story.Handle(new Command.PlaceOrder(
        new($"o-{clOrdId}"), Known.Terms(clOrdId), Known.Market(_story.Now), Known.Trader)
    {
        IsUrgent = isUrgent,
    }).Decision;

    private static string? CodeOf(Decision decision) => (decision as Decision.Denied)?.First.Code;
}
