using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Engine;

/// <summary>The answer to a command: what was decided, and the seq from which on everybody can see it.</summary>
public sealed record Answer(Decision Decision, long Seq);

/// <summary>
/// The only writer. Commands and broker reports wait in one bounded line; what waits together is decided one after the other and committed
/// together. If the journal cannot be written the sequencer stops for good: it never trades from memory.
/// </summary>
public sealed class Sequencer
{
    private const int InboxMax = 8192;
    private const int BatchMax = 1024;

    private readonly Channel<Waiting> _inbox = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(InboxMax) { SingleReader = true });
    private readonly IJournal _journal;
    private readonly EventFeed _feed;
    private readonly ReferenceData _reference;
    private readonly EngineMetrics _metrics;
    private readonly OrderTraces _traces = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<Sequencer> _logger;
    private volatile string? _stopReason = "the engine has not started";

    public Sequencer(IJournal journal, EventFeed feed, ReferenceData reference, EngineMetrics metrics, TimeProvider clock,
        ILogger<Sequencer> logger)
    {
        (_journal, _feed, _reference, _metrics, _clock, _logger) = (journal, feed, reference, metrics, clock, logger);
        metrics.ObserveInbox(() => _inbox.Reader.Count,
            () => _inbox.Reader.TryPeek(out var first) ? Stopwatch.GetElapsedTime(first.QueuedAt).TotalSeconds : 0);
    }

    private readonly record struct Waiting(BookInput Input, TaskCompletionSource<Answer>? Reply, long QueuedAt, ActivityContext Trace = default);

    /// <summary>Why nothing is accepted; null while everything runs.</summary>
    public string? StopReason => _stopReason;

    /// <summary>Called by the loop after each commit, when book, chain and journal say the same; it holds the loop up.</summary>
    public Action? AfterCommit { get; set; }

    /// <summary>Queues a command; false when the line is full or the sequencer has stopped, and then it will not be decided.</summary>
    public bool TrySubmit(Command command, out Task<Answer> answer)
    {
        var reply = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        answer = reply.Task;
        return _stopReason is null && _inbox.Writer.TryWrite(new(command, reply, Stopwatch.GetTimestamp(), OrderTraces.Current));
    }

    /// <summary>Queues a fact; waits while the line is full, since facts are never dropped.</summary>
    public ValueTask ReportAsync(BookInput fact, CancellationToken ct) =>
        _inbox.Writer.WriteAsync(new(fact, null, Stopwatch.GetTimestamp()), ct);

    /// <summary>Tells the metrics what is open when the engine starts.</summary>
    public void Found(IEnumerable<Order> open) => _metrics.Found(open);

    /// <summary>Tells the metrics that what an event asked of the broker has left.</summary>
    public void Sent(Committed committed) => _metrics.Stage("sent", Instant.Now(_clock) - committed.At);

    /// <summary>Runs until cancelled. <paramref name="book"/> and <paramref name="chain"/> stand where the journal ends.</summary>
    public async Task RunAsync(TradingBook book, JournalChain chain, CancellationToken stopping)
    {
        _stopReason = null;
        var batch = new Batch();
        try
        {
            while (await _inbox.Reader.WaitToReadAsync(stopping))
            {
                while (batch.Count < BatchMax && _inbox.Reader.TryRead(out var input)) Decide(book, chain, input, batch);
                await CommitAsync(batch);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Stop("the engine is stopping", batch);
        }
        catch (Exception e)
        {
            // The book in memory is ahead of the journal now, or cannot be trusted: nothing may be decided on it any more.
            Log.SequencerStopped(_logger, e);
            Stop(e.Message, batch);
            throw;
        }
    }

    private void Decide(TradingBook book, JournalChain chain, Waiting waiting, Batch batch)
    {
        var now = Instant.Now(_clock);
        batch.Waiting.Add(waiting);
        var outcome = book.Handle(waiting.Input, now); // Pure decision, then Apply: no I/O, no surprise.
        foreach (var change in outcome.Changes)
        {
            var row = chain.Append(now, change.Event.Subject, EventCodec.KindOf(change.Event), EventCodec.Encode(change.Event));
            batch.Rows.Add(row);
            batch.Committed.Add(new(row.Seq, now, change.Event, change.Order, change.Position)
            {
                Trace = _traces.ContextOf(change.Event, waiting.Trace),
            });
        }

        batch.Answers.Add(new(outcome.Decision, chain.Seq));
        if (waiting.Input is Command) _metrics.Stage("decided", Stopwatch.GetElapsedTime(waiting.QueuedAt));
    }

    private async Task CommitAsync(Batch batch)
    {
        if (batch.Rows.Count > 0)
        {
            var started = Stopwatch.GetTimestamp();
            await _journal.AppendAsync(batch.Rows); // Durable before anyone may see it.
            _metrics.Appended(batch.Rows.Count, Stopwatch.GetElapsedTime(started));
            foreach (var committed in batch.Committed)
            {
                _reference.Apply(committed.Event);
                _metrics.Count(committed);
                OrderTraces.Journaled(committed);
            }

            _feed.Publish(batch.Committed); // Gateway, projector and streams wake here.
        }

        for (var i = 0; i < batch.Answers.Count; i++)
        {
            _metrics.Decided(Stopwatch.GetElapsedTime(batch.Waiting[i].QueuedAt));
            if (batch.Waiting[i].Input is Command) _metrics.Stage("journaled", Stopwatch.GetElapsedTime(batch.Waiting[i].QueuedAt));
            batch.Waiting[i].Reply?.SetResult(batch.Answers[i]);
        }

        batch.Clear();
        AfterCommit?.Invoke();
    }

    // What waits has not been journaled, or may not have been: its senders are told that the outcome is not known.
    private void Stop(string reason, Batch batch)
    {
        _stopReason = reason;
        _inbox.Writer.TryComplete();
        foreach (var waiting in batch.Waiting) waiting.Reply?.TrySetException(new EngineStoppedException(reason));
        while (_inbox.Reader.TryRead(out var waiting)) waiting.Reply?.TrySetException(new EngineStoppedException(reason));
    }

    private sealed class Batch
    {
        public List<Waiting> Waiting { get; } = [];
        public List<Answer> Answers { get; } = [];
        public List<JournalRow> Rows { get; } = [];
        public List<Committed> Committed { get; } = [];

        public int Count => Waiting.Count;

        public void Clear()
        {
            Waiting.Clear();
            Answers.Clear();
            Rows.Clear();
            Committed.Clear();
        }
    }
}

/// <summary>The engine stopped while a command waited; whether it was journaled is to be asked after the next start, by its clOrdId.</summary>
public sealed class EngineStoppedException(string reason) : Exception(reason);
