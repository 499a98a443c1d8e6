using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests;

/// <summary>The engine stops at each step of an order's way and starts again on the same journal, with the same broker.</summary>
public sealed class CrashTests
{
    private readonly MemoryJournal _journal = new();
    private readonly FakeBroker _broker = new();

    [Fact]
    public async Task Stopped_before_the_append_the_order_never_was()
    {
        await using var first = await RunningEngine.StartAsync(_journal, _broker);
        _journal.Failure = new IOException("the power went");
        await Assert.ThrowsAsync<EngineStoppedException>(() => first.PlaceAsync("A1"));
        await first.StopAsync();
        _journal.Failure = null;

        await using var second = await RunningEngine.StartAsync(_journal, _broker);

        Assert.Null(_journal.Replay().Find(Known.Main, new ClOrdId("A1")));
        Assert.Empty(_broker.Requests);
    }

    [Fact]
    public async Task Stopped_after_the_append_and_before_the_send_the_order_is_rejected_and_not_sent()
    {
        await using var first = await RunningEngine.StartAsync(_journal, _broker);
        _broker.OnCall = (_, ct) => NeverSent(ct);
        await first.PlaceAsync("A1");
        await first.StopAsync();
        _broker.Calls.Clear();

        await using var second = await RunningEngine.StartAsync(_journal, _broker);

        var order = await second.UntilAsync(_journal, "A1", OrdStatus.Rejected);
        Assert.Equal("NOT_RECEIVED_BY_BROKER", order.Code);
        Assert.Empty(_broker.Requests);
    }

    [Fact]
    public async Task Stopped_after_the_send_and_before_the_answer_the_order_is_found_open_and_not_sent_again()
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _broker.IsAnswering = false;
        _broker.OnCall = (_, _) =>
        {
            sent.TrySetResult();
            return new(new SendOutcome.Sent());
        };
        await using var first = await RunningEngine.StartAsync(_journal, _broker);
        await first.PlaceAsync("A1");
        await sent.Task;
        await first.StopAsync();

        await using var second = await RunningEngine.StartAsync(_journal, _broker);

        var order = await second.UntilAsync(_journal, "A1", OrdStatus.New);
        Assert.False(order.InDoubt);
        Assert.Equal(["place A1"], _broker.Requests);
    }

    [Fact]
    public async Task Stopped_after_the_acknowledgement_the_order_is_in_doubt_until_it_is_shown_again()
    {
        await using var first = await RunningEngine.StartAsync(_journal, _broker);
        await first.PlaceAsync("A1");
        await first.UntilAsync(_journal, "A1", OrdStatus.New);
        await first.StopAsync();

        await using var second = await RunningEngine.StartAsync(_journal, _broker);

        var order = await second.UntilAsync(_journal, "A1", OrdStatus.New);
        Assert.False(order.InDoubt);
        Assert.Contains("OrderDoubtRaised", _journal.Rows.Select(row => row.Kind));
        Assert.Contains("OrderConfirmed", _journal.Rows.Select(row => row.Kind));
        Assert.Equal(["place A1"], _broker.Requests);
    }

    [Fact]
    public async Task Stopped_after_a_fill_the_fill_counts_once()
    {
        await using var first = await RunningEngine.StartAsync(_journal, _broker);
        await first.PlaceAsync("A1");
        var order = await first.UntilAsync(_journal, "A1", OrdStatus.New);
        var fill = new BrokerReport.Executed(new(order.Id, null), Known.Fill("X1", Side.Buy, 40, 10));
        await _broker.ReportAsync(fill);
        await first.UntilAsync(_journal, "A1", OrdStatus.PartiallyFilled);
        await first.StopAsync();

        await using var second = await RunningEngine.StartAsync(_journal, _broker);
        await _broker.ReportAsync(fill);
        await _broker.ReportAsync(fill with { Execution = fill.Execution with { ExecId = new("X2"), LastQty = 60 } });

        var filled = await second.UntilAsync(_journal, "A1", OrdStatus.Filled);
        Assert.Equal(100, filled.CumQty);
        Assert.Equal(100, Assert.Single(_journal.Replay().Positions).Value.Quantity);
    }

    [Fact]
    public async Task Stopped_before_a_cancel_is_sent_the_cancel_is_asked_again()
    {
        await using var first = await RunningEngine.StartAsync(_journal, _broker);
        await first.PlaceAsync("A1");
        var order = await first.UntilAsync(_journal, "A1", OrdStatus.New);
        _broker.OnCall = (_, ct) => NeverSent(ct);
        await first.Desk.CancelAsync(order, Known.Trader, CancellationToken.None);
        await first.StopAsync();
        _broker.OnCall = (_, _) => new(new SendOutcome.Sent());

        await using var second = await RunningEngine.StartAsync(_journal, _broker);

        await second.UntilAsync(_journal, "A1", OrdStatus.Canceled);
    }

    [Fact]
    public async Task A_damaged_journal_is_not_traded_on()
    {
        await using (await RunningEngine.StartAsync(_journal, _broker)) { }

        var damaged = new MemoryJournal();
        await damaged.AppendAsync([_journal.Rows[0] with { Subject = "forged" }, .. _journal.Rows.Skip(1)]);

        var damage = await Assert.ThrowsAsync<JournalCorruptException>(() => RunningEngine.StartAsync(damaged, _broker));
        Assert.Equal(1, damage.Seq);
    }

    [Fact]
    public async Task The_order_id_floor_survives_a_restart()
    {
        await using var first = await RunningEngine.StartAsync(_journal, _broker);
        await first.PlaceAsync("A1");
        await first.PlaceAsync("A2");
        await first.StopAsync();

        await using var second = await RunningEngine.StartAsync(_journal, _broker);
        await second.PlaceAsync("A3");

        Assert.Equal(3, _journal.Replay().Find(Known.Main, new ClOrdId("A3"))?.BrokerOrderId);
    }

    private static async ValueTask<SendOutcome> NeverSent(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return new SendOutcome.Sent();
    }
}
