using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Trading.Tests.Reconciliation;

/// <summary>field.md §4 rows 2, 3, 5: an unknown outcome is a state with a beginning, a reason, and evidence that ends it.</summary>
public sealed class DoubtTests
{
    private readonly RoundStory _story = new();

    [Fact]
    public void Doubt_says_since_when_and_why_and_its_end_says_by_what()
    {
        var order = _story.Placed("A1");
        _story.Handle(new BrokerReport.SendInDoubt(order.Id, SentRequest.New, "the line broke"));
        var doubted = _story.Book.Orders[order.Id];
        Assert.Equal((OrdStatus.InDoubt, _story.Now, "the line broke"), (doubted.OrdStatus, doubted.InDoubtSince, doubted.DoubtReason));
        Assert.Equal(100, doubted.LeavesQty); // The worst case counts until it is settled.

        _story.Handle(new BrokerReport.Acknowledged(new(order.Id, null), 42, "Submitted", 100, 10.00m) { Source = ReportSource.OpenOrders });

        Assert.Null(_story.Book.Orders[order.Id].InDoubtSince);
        Assert.Equal("open as Submitted, permId 42, in the list of open orders", _story.Events.OfType<OrderEvent.Acknowledged>().Last().Evidence);
    }

    [Fact]
    public void An_end_during_doubt_names_the_list_that_showed_it()
    {
        var order = _story.Working("A1");
        _story.Handle(new BrokerReport.LinkDown("reset"));
        _story.Handle(new BrokerReport.LinkUp("paper", 1));

        _story.Handle(new BrokerReport.Closed(new(order.Id, null), false, "by trader") { Source = ReportSource.CompletedOrders });

        Assert.Equal("canceled (by trader) in the list of completed orders", _story.Events.OfType<OrderEvent.Canceled>().Last().Evidence);
    }

    [Fact]
    public void Without_the_policy_what_never_arrived_is_rejected_with_the_proof()
    {
        var order = Lost();

        Assert.Equal("NOT_RECEIVED_BY_BROKER", _story.Book.Orders[order.Id].Code);
        Assert.NotNull(_story.Events.OfType<OrderEvent.Rejected>().Last().Evidence);
        Assert.DoesNotContain(_story.Events, e => e is OrderEvent.Resent);
    }

    [Fact]
    public void With_the_policy_it_is_sent_once_more_under_a_new_id_and_never_a_third_time()
    {
        _story.Handle(new Command.SetResendPolicy(Known.Main, true, Known.Trader));
        var order = Lost();

        var resent = _story.Book.Orders[order.Id];
        Assert.Equal((OrdStatus.PendingNew, order.BrokerOrderId + 1, 1), (resent.OrdStatus, resent.BrokerOrderId, resent.Resends));
        Assert.Equal(order.Id, _story.Book.Find(new OrderKey(null, order.BrokerOrderId))?.Id); // A late word about the first is still its.
        Reconnect();

        Assert.Equal(OrdStatus.Rejected, _story.Book.Orders[order.Id].OrdStatus);
        Assert.Single(_story.Events.OfType<OrderEvent.Resent>());
        Assert.Equal(BookText.Of(_story.Book), BookText.Of(_story.Replayed()));
    }

    [Fact]
    public void A_cancel_or_a_halt_keeps_it_from_being_sent_again()
    {
        _story.Handle(new Command.SetResendPolicy(Known.Main, true, Known.Trader));
        var canceled = _story.Placed("A1");
        _story.Handle(new Command.CancelOrder(canceled.Id, Known.Trader));
        Reconnect();
        _story.Placed("A2");
        _story.Handle(new Command.SetKillSwitch(Known.Alpha, null, true, "enough", Known.Trader));
        Reconnect();

        Assert.DoesNotContain(_story.Events, e => e is OrderEvent.Resent);
    }

    [Fact]
    public void A_gateway_whose_next_id_rolled_back_gets_no_id_twice()
    {
        var used = Enumerable.Range(1, 3).Select(i => _story.Working($"A{i}").BrokerOrderId).ToList();
        _story.Handle(new BrokerReport.LinkDown("restart"));
        _story.Handle(new BrokerReport.LinkUp("paper", 1));
        foreach (var order in _story.Book.Orders.Values) _story.Handle(new BrokerReport.Acknowledged(new(order.Id, null), order.PermId, "Submitted", 100, 10.00m));
        _story.Handle(new BrokerReport.Synchronized());

        used.Add(_story.Placed("A4").BrokerOrderId);

        Assert.Equal(used.Distinct(), used);
        Assert.Equal(used.Max() + 1, _story.Replayed().NextBrokerOrderId); // Durable before the send: it comes out of the journal alone.
    }

    private Order Lost()
    {
        var order = _story.Placed("A1");
        Reconnect();
        return order;
    }

    private void Reconnect()
    {
        _story.Handle(new BrokerReport.LinkDown("reset"));
        _story.Handle(new BrokerReport.LinkUp("paper", 1));
        _story.Handle(new BrokerReport.Synchronized());
    }
}
