using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Orders;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class StandingClock(Instant now) : TimeProvider
{
    public Instant Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}

/// <summary>The whole engine on a journal and a broker of the test, with accounts, limits, instruments and a quote in place.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EngineService _service;
    private readonly EngineMetrics _metrics = new();
    private readonly HeadKey _signer;
    private bool _isStopped;

    private RunningEngine(IJournal journal, FakeBroker broker, IJournalMarks marks, EngineOptions options)
    {
        var clock = new StandingClock(Known.Start);
        var reference = new ReferenceData();
        Feed = new(journal);
        Sequencer = new(journal, Feed, reference, _metrics, clock, NullLogger<Sequencer>.Instance);
        var gateway = new BrokerGateway(broker, Sequencer, Feed, reference, NullLogger<BrokerGateway>.Instance);
        Desk = new(Sequencer, Quotes, reference, broker, clock);
        Reference = reference;
        _signer = HeadKey.FromPem(HeadKey.NewPem());
        _service = new(journal, Sequencer, gateway, broker, Feed, reference,
            new(journal, marks, options, NullLogger<Recovery>.Instance),
            new(marks, options, clock, NullLogger<SnapshotKeeper>.Instance),
            options,
            NullLogger<EngineService>.Instance,
            new(_signer, marks, null, clock, 0, NullLogger<HeadSigner>.Instance));
    }

    public EventFeed Feed { get; }

    public ReferenceData Reference { get; }

    public Sequencer Sequencer { get; }

    public TradingDesk Desk { get; }

    public QuoteBoard Quotes { get; } = new();

    /// <summary>Starts on a journal; sets the small world up when the journal is empty, and waits until orders can go.</summary>
    public static async Task<RunningEngine> StartAsync(
        MemoryJournal journal, FakeBroker broker, MemoryMarks? marks = null, EngineOptions? options = null)
    {
        var engine = new RunningEngine(journal, broker, marks ?? new(), options ?? new(0));
        await engine._service.StartAsync(CancellationToken.None);
        await engine._service.Recovered.WaitAsync(Patience);
        foreach (var command in Known.Setup.OfType<Command>())
            if (engine.Sequencer.TrySubmit(command, out var answer)) await answer.WaitAsync(Patience);
        engine.Quotes.Update(Known.Stock, new(9.99m, 100, 10.01m, 100, null, null, null, Known.Start));
        await engine.UntilAsync(journal, book => book.Link is Trading.Broker.LinkState.Ready);
        return engine;
    }

    public Task<Answer> PlaceAsync(string clOrdId) =>
        Desk.PlaceAsync(Known.Terms(clOrdId), Known.Trader, CancellationToken.None).WaitAsync(Patience);

    /// <summary>Waits until the journal tells of a book that fits; no clock is involved but that of patience.</summary>
    public async Task<TradingBook> UntilAsync(MemoryJournal journal, Func<TradingBook, bool> isFit)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var head = Feed.Head;
            if (journal.Replay() is var book && isFit(book)) return book;
            await Feed.WaitPastAsync(head, patience.Token);
        }
    }

    public async Task<Order> UntilAsync(MemoryJournal journal, string clOrdId, OrdStatus status)
    {
        var id = new ClOrdId(clOrdId);
        var book = await UntilAsync(journal, book => book.Find(Known.Main, id)?.OrdStatus == status);
        return book.Find(Known.Main, id) ?? throw new InvalidOperationException($"{clOrdId} is gone");
    }

    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        await _service.StopAsync(CancellationToken.None);
        _service.Dispose();
        _metrics.Dispose();
        _signer.Dispose();
    }

    public ValueTask DisposeAsync() => new(StopAsync());
}
