using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Orders;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests;

public sealed class SequencerTests
{
    private readonly MemoryJournal _journal = new();
    private readonly FakeBroker _broker = new();

    [Fact]
    public async Task Commands_that_wait_together_are_appended_together()
    {
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        _broker.IsAnswering = false;
        _journal.Hold();
        var first = engine.PlaceAsync("first");
        await _journal.Held.Task;
        var before = _journal.Appends.Count;
        var waiting = Enumerable.Range(1, 100).Select(i => engine.PlaceAsync($"waiting-{i}")).ToArray();

        _journal.Release();
        await Task.WhenAll([first, .. waiting]);

        Assert.Equal([1, 100], _journal.Appends.Skip(before));
    }

    [Fact]
    public async Task Nobody_hears_of_an_order_before_the_journal_has_it()
    {
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        var head = engine.Feed.Head;
        _journal.Hold();

        var answer = engine.PlaceAsync("A1");
        await _journal.Held.Task;

        Assert.False(answer.IsCompleted);
        Assert.Equal(head, engine.Feed.Head);
        Assert.Empty(_broker.Calls);
        _journal.Release();
        Assert.IsType<Decision.Accepted>((await answer).Decision);
        await engine.UntilAsync(_journal, "A1", OrdStatus.New);
        Assert.Equal(["place A1"], _broker.Calls);
    }

    [Fact]
    public async Task The_seq_of_an_answer_is_that_of_its_last_event()
    {
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);

        var answer = await engine.PlaceAsync("A1");

        Assert.Equal("OrderPlaced", _journal.Rows[(int)answer.Seq - 1].Kind);
    }

    [Fact]
    public async Task A_journal_that_fails_stops_everything_and_nothing_is_sent()
    {
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        _journal.Hold();
        var inBatch = engine.PlaceAsync("A1");
        await _journal.Held.Task;
        var inLine = engine.PlaceAsync("A2");
        _journal.Failure = new IOException("the disk is full");

        _journal.Release();

        await Assert.ThrowsAsync<EngineStoppedException>(() => inBatch);
        await Assert.ThrowsAsync<EngineStoppedException>(() => inLine);
        var later = Assert.IsType<Decision.Denied>((await engine.PlaceAsync("A3")).Decision);
        Assert.Equal("ENGINE_STOPPED", later.First.Code);
        Assert.Equal("the disk is full", engine.Sequencer.StopReason);
        Assert.Empty(_broker.Calls);
    }

    [Fact]
    public async Task A_lost_lease_stops_the_engine()
    {
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        _journal.Failure = new JournalLeaseLostException(1);

        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.PlaceAsync("A1"));

        Assert.Contains("another engine", engine.Sequencer.StopReason);
    }

    [Fact]
    public async Task A_full_line_says_so_and_takes_nothing()
    {
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        _journal.Hold();
        var waiting = new List<Task<Answer>> { engine.PlaceAsync("A1") };
        await _journal.Held.Task;
        var audit = new Command.Audit(new(Known.Trader, "fill", "the line", "", null));
        while (engine.Sequencer.TrySubmit(audit, out var answer)) waiting.Add(answer);

        var refused = await engine.PlaceAsync("A2");

        Assert.Equal("DESK_BUSY", Assert.IsType<Decision.Denied>(refused.Decision).First.Code);
        _journal.Release();
        await Task.WhenAll(waiting);
        Assert.Null(_journal.Replay().Find(Known.Main, new ClOrdId("A2")));
    }

    [Fact]
    public async Task A_repeated_command_waits_for_the_commit_of_the_first()
    {
        await using var engine = await RunningEngine.StartAsync(_journal, _broker);
        _journal.Hold();
        var blocker = engine.PlaceAsync("A0");
        await _journal.Held.Task;
        var first = engine.PlaceAsync("A1");
        var again = engine.PlaceAsync("A1");

        _journal.Release();

        await blocker;
        Assert.IsType<Decision.Accepted>((await first).Decision);
        Assert.IsType<Decision.Replayed>((await again).Decision);
        Assert.Equal((await first).Seq, (await again).Seq);
    }
}
