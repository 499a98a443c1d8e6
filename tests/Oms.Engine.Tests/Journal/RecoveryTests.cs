using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests.Journal;

public sealed class RecoveryTests
{
    private readonly MemoryJournal _journal = new();
    private readonly MemoryMarks _marks = new();
    private readonly FakeBroker _broker = new();

    [Fact]
    public async Task A_clean_stop_leaves_a_snapshot_and_the_next_start_of_a_long_journal_reads_nothing_before_it()
    {
        await using (var first = await StartAsync())
        {
            await first.PlaceAsync("A1");
            await first.UntilAsync(_journal, "A1", OrdStatus.New);
        }

        var snapshot = Assert.Single(_marks.Snapshots);
        Assert.Equal(_journal.Rows.Count, snapshot.Seq);
        _journal.ReadFrom.Clear();
        await using var second = await RunningEngine.StartAsync(_journal, _broker, _marks, new(0) { RowsAlwaysChecked = 0 });

        Assert.DoesNotContain(_journal.ReadFrom, from => from < snapshot.Seq);
        Assert.Equal(BookText.Of(_journal.Replay()), BookText.Of((await RecoverAsync()).Book));
        Assert.Equal(3, second.Reference.Accounts.Count);
        Assert.Equal(2, second.Reference.Instruments.Count);
    }

    [Fact]
    public async Task Snapshots_are_taken_while_orders_flow_and_two_of_them_are_kept()
    {
        await using (var engine = await StartAsync(eventsPerSnapshot: 10))
        {
            for (var i = 0; i < 30; i++)
            {
                await engine.PlaceAsync($"A{i}");
                await engine.UntilAsync(_journal, $"A{i}", OrdStatus.New);
            }

            await _marks.Saved.ReadAsync(TestContext.Current.CancellationToken);
            await _marks.Saved.ReadAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, _marks.Snapshots.Count);
        await AssertEveryKeptSnapshotServesAsync();
    }

    [Fact]
    public async Task A_request_told_before_the_snapshot_is_still_the_same_request_after_it()
    {
        await using (var first = await StartAsync())
        {
            await first.PlaceAsync("A1");
            var order = await first.UntilAsync(_journal, "A1", OrdStatus.New);
            await _broker.ReportAsync(new BrokerReport.Executed(new(order.Id, null), Known.Fill("X1", Side.Buy, 100, 10)));
            await _broker.ReportAsync(new BrokerReport.Commissioned(new("X1"), new(1, "USD", null)));
            await first.UntilAsync(_journal, book => book.Find(Known.Main, new ClOrdId("A1"))?.Commission is not null);
        }

        await using var second = await StartAsync();
        var before = _journal.Rows.Count;
        var again = await second.PlaceAsync("A1");
        await _broker.ReportAsync(new BrokerReport.Executed(new(null, 1), Known.Fill("X1", Side.Buy, 100, 10)));
        await _broker.ReportAsync(new BrokerReport.Commissioned(new("X1"), new(1, "USD", null)));
        await second.PlaceAsync("A2");

        Assert.Equal(OrdStatus.Filled, Assert.IsType<Decision.Replayed>(again.Decision).Order.OrdStatus);
        Assert.DoesNotContain(_journal.Rows.Skip(before), row => row.Kind is "OrderTraded" or "ExternalTraded" or "OrderCommissionBooked" or "CommissionHeld");
    }

    [Fact]
    public async Task A_crash_after_the_snapshot_and_before_the_next_append_loses_nothing()
    {
        await using var engine = await StartAsync(eventsPerSnapshot: 1);
        await engine.PlaceAsync("A1");
        await engine.UntilAsync(_journal, "A1", OrdStatus.New);
        await _marks.Saved.ReadAsync(TestContext.Current.CancellationToken);

        _journal.Failure = new IOException("the power went");
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.PlaceAsync("A2"));
        await engine.StopAsync();

        Assert.All(_marks.Snapshots, snapshot => Assert.True(snapshot.Seq <= _journal.Rows.Count)); // What was not journaled is in none.
        await AssertEveryKeptSnapshotServesAsync();
    }

    [Theory]
    [InlineData("data")]
    [InlineData("checksum")]
    [InlineData("format")]
    [InlineData("chain")]
    [InlineData("seq")]
    [InlineData("beyond")]
    public async Task A_snapshot_that_does_not_fit_is_passed_over_for_the_one_before_it(string damage)
    {
        await TradeAsync();
        var (newest, older) = (_marks.Snapshots[0], _marks.Snapshots[1]);
        var data = newest.Data.ToArray();
        data[data.Length / 2] ^= 1;

        _marks.Snapshots[0] = damage switch
        {
            "data" => newest with { Data = data },
            "checksum" => newest with { Checksum = new byte[32] },
            "format" => newest with { Format = "another" },
            "chain" => newest with { Chain = older.Chain },
            "seq" => newest with { Seq = newest.Seq - 1 },
            _ => newest with { Seq = newest.Seq + 1000 },
        };

        var recovered = await RecoverAsync();
        Assert.Equal(older.Seq, recovered.SnapshotSeq);
        Assert.Equal(BookText.Of(_journal.Replay()), BookText.Of(recovered.Book));
    }

    [Fact]
    public async Task Without_any_snapshot_that_can_be_read_the_journal_is_replayed()
    {
        await TradeAsync();
        _marks.Failure = new IOException("the disk is gone");

        var recovered = await RecoverAsync();

        Assert.Equal(0, recovered.SnapshotSeq);
        Assert.Equal(BookText.Of(_journal.Replay()), BookText.Of(recovered.Book));
    }

    [Fact]
    public async Task Snapshots_that_cannot_be_kept_do_not_stop_trading()
    {
        _marks.Failure = new IOException("the disk is full");
        await using var engine = await StartAsync(eventsPerSnapshot: 1);

        for (var i = 0; i < 5; i++) await engine.PlaceAsync($"A{i}");

        await engine.UntilAsync(_journal, "A4", OrdStatus.New);
        Assert.Null(engine.Sequencer.StopReason);
    }

    [Fact]
    public async Task Damage_after_the_snapshot_stops_the_start()
    {
        await TradeAsync();
        _marks.Snapshots.RemoveAt(0);
        var damaged = new MemoryJournal();
        await damaged.AppendAsync([.. _journal.Rows.Select(row => row.Seq == _journal.Rows.Count - 1 ? row with { Subject = "forged" } : row)]);

        var damage = await Assert.ThrowsAsync<JournalCorruptException>(() => RecoverAsync(damaged));

        Assert.Equal(_journal.Rows.Count - 1, damage.Seq);
    }

    [Theory]
    [InlineData(701)]
    [InlineData(702)]
    [InlineData(703)]
    public async Task Wild_days_recover_from_any_snapshot_as_from_none(int seed)
    {
        var random = new Random(seed);
        var (book, stream, chain) = (new TradingBook { OrdersKeptFor = TimeSpan.FromMilliseconds(160) }, new RandomInputs(seed), JournalChain.Empty(0));
        var marks = new List<StoredSnapshot>();
        var setup = Known.Setup.ToArray();
        for (var i = 0; i < 800; i++)
        {
            var now = new Instant(Known.Start.UnixMicros + i * 1000);
            var changes = book.Handle(i < setup.Length ? setup[i] : stream.Next(book, now), now).Changes;
            if (changes.Count > 0)
                await _journal.AppendAsync([.. changes.Select(change => chain.Append(now, change.Event.Subject, EventCodec.KindOf(change.Event), EventCodec.Encode(change.Event)))]);
            if (chain.Seq > 0 && random.Next(40) == 0) marks.Add(SnapshotCodec.Encode(new BookMark(chain.Seq, now, chain.Hash, book.Snapshot())));
        }

        foreach (var mark in marks)
        {
            _marks.Snapshots.Clear();
            _marks.Snapshots.Add(mark);
            var recovered = await RecoverAsync();
            Assert.Equal(mark.Seq, recovered.SnapshotSeq);
            Assert.Equal(SnapshotCodec.Encode(book.Snapshot()), SnapshotCodec.Encode(recovered.Book.Snapshot()));
        }

        Assert.Equal(SnapshotCodec.Encode(book.Snapshot()), SnapshotCodec.Encode(_journal.Replay().Snapshot()));
    }

    private Task<RunningEngine> StartAsync(int eventsPerSnapshot = 20_000) => RunningEngine.StartAsync(_journal, _broker, _marks, new(0) { EventsPerSnapshot = eventsPerSnapshot });

    /// <summary>Two days of one order each, with a clean stop and so a snapshot after each.</summary>
    private async Task TradeAsync()
    {
        foreach (var clOrdId in (string[])["A1", "A2"])
        {
            await using var engine = await StartAsync();
            await engine.PlaceAsync(clOrdId);
            await engine.UntilAsync(_journal, clOrdId, OrdStatus.New);
        }
    }

    private async Task AssertEveryKeptSnapshotServesAsync()
    {
        foreach (var snapshot in _marks.Snapshots.ToArray())
        {
            _marks.Snapshots.Clear();
            _marks.Snapshots.Add(snapshot);
            var recovered = await RecoverAsync();
            Assert.Equal(snapshot.Seq, recovered.SnapshotSeq);
            Assert.Equal(BookText.Of(_journal.Replay()), BookText.Of(recovered.Book));
        }
    }

    private async Task<Recovered> RecoverAsync(MemoryJournal? journal = null)
    {
        var recovery = new Recovery(journal ?? _journal, _marks, new(0), NullLogger<Recovery>.Instance);
        return await recovery.RunAsync(await (journal ?? _journal).OpenAsync(default), default);
    }
}
