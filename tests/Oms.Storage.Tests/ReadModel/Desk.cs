using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Storage.Tests.ReadModel;

/// <summary>The engine without a broker: a sequencer on a journal in memory, and a book that may be looked at between two inputs.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly MemoryJournal _journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly EngineMetrics _metrics = new();
    private readonly Sequencer _sequencer;
    private readonly Task _running;

    private Desk(MemoryJournal journal, TradingBook book, JournalChain chain, TimeProvider clock)
    {
        (_journal, Book) = (journal, book);
        Feed = new(journal);
        _sequencer = new(journal, Feed, new(), _metrics, clock, NullLogger<Sequencer>.Instance);
        _running = _sequencer.RunAsync(book, chain, _stop.Token);
    }

    public TradingBook Book { get; }
    public EventFeed Feed { get; }

    /// <summary>When the last event happened.</summary>
    public Instant LastAt => _journal.Rows[^1].At;

    /// <summary>Replays the journal and takes inputs; the feed knows where the journal ends.</summary>
    public static async Task<Desk> StartAsync(MemoryJournal journal, TimeProvider clock)
    {
        var desk = new Desk(journal, Fold(journal), new(0, await journal.OpenAsync(default)), clock);
        await desk.SubmitAsync(new Command.Audit(new(Actor.System, "Started", "desk", "", null)));
        return desk;
    }

    public static TradingBook Fold(MemoryJournal journal)
    {
        var book = new TradingBook();
        foreach (var row in journal.Rows) book.Apply(EventCodec.Decode(row), row.At);
        return book;
    }

    public async Task<Answer> SubmitAsync(Command command)
    {
        Assert.True(_sequencer.TrySubmit(command, out var answer));
        return await answer;
    }

    public async Task ReportAsync(BrokerReport report)
    {
        await _sequencer.ReportAsync(report, default);
        await SubmitAsync(new Command.CancelOrder(new("nobody's"), Actor.System)); // Denied without an event, after the report is booked.
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _journal.DisposeAsync();
        _metrics.Dispose();
        _stop.Dispose();
    }
}

/// <summary>A clock that goes on by a millisecond whenever somebody looks at it.</summary>
internal sealed class TickingClock : TimeProvider
{
    private long _looks;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero).AddMilliseconds(Interlocked.Increment(ref _looks));
}
