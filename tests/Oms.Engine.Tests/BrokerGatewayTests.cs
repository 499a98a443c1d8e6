using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests;

public sealed class BrokerGatewayTests
{
    private readonly MemoryJournal _journal = new();
    private readonly FakeBroker _broker = new();

    [Fact]
    public async Task What_was_certainly_not_sent_is_rejected()
    {
        _broker.OnCall = (_, _) => new(new SendOutcome.NotSent("no line"));
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);

        await engine.PlaceAsync("A1");

        var order = await engine.UntilAsync(_journal, "A1", OrdStatus.Rejected);
        Assert.Equal("NOT_SENT_TO_BROKER", order.Code);
    }

    [Fact]
    public async Task A_send_in_doubt_is_in_doubt_until_the_broker_has_shown_what_it_holds()
    {
        var asked = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _broker.OnCall = (call, _) => call is "reconnect" ? new(asked.Task) : new(new SendOutcome.InDoubt("the line broke"));
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);

        await engine.PlaceAsync("A1");

        await engine.UntilAsync(_journal, "A1", OrdStatus.InDoubt);
        asked.SetResult(new SendOutcome.Sent());
        var order = await engine.UntilAsync(_journal, "A1", OrdStatus.Rejected);
        Assert.Equal("NOT_RECEIVED_BY_BROKER", order.Code);
        Assert.Equal(["place A1", "reconnect"], _broker.Calls);
    }

    // field.md §4 row 5: nothing is sent twice on suspicion; on proof, once more, and only where the account says so.
    [Fact]
    public async Task What_provably_never_arrived_is_sent_once_more_where_the_account_says_so()
    {
        var lost = 1;
        _broker.OnCall = (call, _) => new(call is "place A1" && lost-- > 0 ? new SendOutcome.InDoubt("the line broke") : new SendOutcome.Sent());
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        await engine.Desk.SetResendPolicyAsync(Known.Main, true, Known.Trader, CancellationToken.None);

        await engine.PlaceAsync("A1");

        var order = await engine.UntilAsync(_journal, "A1", OrdStatus.New);
        Assert.Equal(1, order.Resends);
        Assert.Equal(["place A1", "reconnect", "place A1"], _broker.Calls);
    }

    [Fact]
    public async Task An_adapter_that_throws_leaves_the_order_in_doubt()
    {
        _broker.OnCall = (call, ct) => call is "reconnect" ? Never(ct) : throw new IOException("broken pipe");
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);

        await engine.PlaceAsync("A1");

        await engine.UntilAsync(_journal, "A1", OrdStatus.InDoubt);
    }

    [Fact]
    public async Task A_question_that_fails_does_not_stop_the_engine()
    {
        _broker.OnCall = (call, _) => call switch
        {
            "reconnect" => throw new IOException("broken pipe"),
            "place A1" => new(new SendOutcome.InDoubt("the line broke")),
            _ => new(new SendOutcome.Sent()),
        };
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        await engine.PlaceAsync("A1");
        await engine.UntilAsync(_journal, "A1", OrdStatus.InDoubt);

        await engine.PlaceAsync("A2");

        await engine.UntilAsync(_journal, "A2", OrdStatus.New);
    }

    [Fact]
    public async Task A_cancel_waits_for_its_own_order_and_for_no_other()
    {
        var sending = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _broker.OnCall = (call, _) => call is "place A1" ? new(sending.Task) : new(new SendOutcome.Sent());
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        var first = Assert.IsType<Trading.Decision.Accepted>((await engine.PlaceAsync("A1")).Decision).Order;
        Assert.NotNull(first);
        await engine.Desk.CancelAsync(first, Known.Trader, CancellationToken.None);

        await engine.PlaceAsync("A2");

        await engine.UntilAsync(_journal, "A2", OrdStatus.New);
        Assert.Equal(["place A1", "place A2"], _broker.Calls);
        sending.SetResult(new SendOutcome.Sent());
        await engine.UntilAsync(_journal, "A1", OrdStatus.Canceled);
        Assert.Equal(["place A1", "place A2", "cancel A1"], _broker.Calls);
    }

    // The gateway may be slow; what a reconnect has judged meanwhile must not reach the broker afterwards.
    [Fact]
    public async Task An_order_from_before_a_reconnect_is_not_sent_after_it()
    {
        var busy = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isBusy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _broker.OnCall = (call, _) =>
        {
            if (call is "place A1") return new(new SendOutcome.InDoubt("the line broke"));
            if (call is not "reconnect") return new(new SendOutcome.Sent());
            isBusy.TrySetResult();
            return new(busy.Task);
        };
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        await engine.PlaceAsync("A1");
        await isBusy.Task;
        await engine.PlaceAsync("A2");
        await _broker.ReportAsync(new BrokerReport.LinkDown("reset"));
        await _broker.ReportAsync(new BrokerReport.LinkUp("fake", 1));
        await _broker.ReportAsync(new BrokerReport.Synchronized());
        await engine.UntilAsync(_journal, "A2", OrdStatus.Rejected);

        busy.SetResult(new SendOutcome.Sent());

        await _broker.Reconnected.Task;
        await engine.PlaceAsync("A3");
        await engine.UntilAsync(_journal, "A3", OrdStatus.New);
        Assert.DoesNotContain("place A2", _broker.Calls);
    }

    private static async ValueTask<SendOutcome> Never(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return new SendOutcome.Sent();
    }
}
