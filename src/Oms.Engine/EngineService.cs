using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Reconciliation;

namespace Oms.Engine;

/// <summary>
/// The engine's life: take the lease, bring the book to the journal's end, then run sequencer, gateway and broker link until one of them
/// fails or the program stops. A damaged journal ends the start: the program says where and does not trade. A clean stop leaves a snapshot
/// and a signed head.
/// </summary>
public sealed class EngineService(
    IJournal journal,
    Sequencer sequencer,
    BrokerGateway gateway,
    IBroker broker,
    EventFeed feed,
    ReferenceData reference,
    Recovery recovery,
    SnapshotKeeper snapshots,
    EngineOptions options,
    ILogger<EngineService> logger,
    HeadSigner? signer = null) : BackgroundService
{
    private const ConfigureAwaitOptions Settled =
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the journal is replayed and commands are taken; fails when it could not be.</summary>
    public Task Recovered => _recovered.Task;

    /// <summary>The freeze that the journal ended in; null when there was none. To be asked once <see cref="Recovered"/> has completed.</summary>
    public Freeze? FreezeAtStart { get; private set; }

    /// <summary>The breaks that stood where the journal ended, as if they were opened just then.</summary>
    public IReadOnlyList<Committed> BreaksAtStart { get; private set; } = [];

    /// <summary>Where the journal ended.</summary>
    public long SeqAtStart { get; private set; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>The engine's whole life. It stays in the caller's context: a simulation runs it on a scheduler and a clock of its own.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (book, chain, head) = await RecoverAsync(stoppingToken);
            var recoveredSeq = head.Seq;
            using var failed = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            (FreezeAtStart, SeqAtStart) = (book.Day.Freeze, recoveredSeq);
            BreaksAtStart = [.. book.Reconciliation.Open.Select(open =>
                new Committed(recoveredSeq, open.FirstSeen, new ReconciliationEvent.BreakOpened(open.Id, open.Finding), null, null))];
            await sequencer.ReportAsync(new Notice.Started("the engine started") { Mode = options.Mode }, stoppingToken); // Before any command can be.
            sequencer.AfterCommit = () =>
            {
                if (head.Seq == chain.Seq) return;
                head = head with { Seq = chain.Seq, Hash = chain.Hash };
                snapshots.Offer(book, chain);
            };
            var running = sequencer.RunAsync(book, chain, failed.Token);
            Task[] aside = [snapshots.RunAsync(failed.Token), signer?.RunAsync(() => head, failed.Token) ?? Task.CompletedTask];
            _recovered.SetResult();
            try
            {
                Task[] parts = [running, gateway.RunAsync(recoveredSeq, failed.Token), broker.RunAsync(sequencer.ReportAsync, failed.Token)];
                await Task.WhenAny(parts);
                Cancel(failed);
                await Task.WhenAll(parts);
            }
            finally
            {
                await Task.WhenAll(aside).ConfigureAwait(Settled);
                if (running.IsCompletedSuccessfully) await LeaveAsync(book, chain, head); // Else the book may be ahead of the journal.
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _recovered.TrySetCanceled(stoppingToken);
        }
        catch (Exception e)
        {
            Log.EngineFailed(logger, e);
            if (!_recovered.TrySetException(e)) return; // Already running: stay up, refuse, and say why on /health/ready.
            throw;
        }
    }

    // Here and now: the parts learn of it in this context, not on a thread of the pool.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private async Task<(TradingBook Book, JournalChain Chain, JournalHead Head)> RecoverAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var head = await journal.OpenAsync(ct);
        var (book, chain, snapshotSeq) = await recovery.RunAsync(head, ct);
        foreach (var account in book.Accounts.Values) reference.Put(account);
        foreach (var instrument in book.Instruments.Values) reference.Put(instrument);
        feed.StartAt(chain.Seq);
        sequencer.Found(book.OpenOrders.Select(id => book.Orders[id]));
        snapshots.StartAt(snapshotSeq);
        Log.Recovered(logger, chain.Seq, snapshotSeq, book.Orders.Count, book.OpenOrders.Count, head.Epoch, Stopwatch.GetElapsedTime(started));
        return (book, chain, head);
    }

    private async Task LeaveAsync(TradingBook book, JournalChain chain, JournalHead head)
    {
        await snapshots.StopAsync(book, chain, CancellationToken.None);
        if (signer is not null) await signer.TrySignAsync(head, CancellationToken.None);
    }
}

/// <summary>Which part of the accounts this engine owns.</summary>
public sealed record EngineOptions(int Shard)
{
    /// <summary>How many events may lie between a start and the snapshot it begins with: some tenths of a second of replay.</summary>
    public int EventsPerSnapshot { get; init; } = 20_000;

    /// <summary>While the last snapshot stands within this many rows, a start checks the chain of the rows before it too.</summary>
    public long RowsAlwaysChecked { get; init; } = 200_000;

    /// <summary>Which kind of accounts may be traded; null leaves what was said before.</summary>
    public TradingMode? Mode { get; init; }
}
