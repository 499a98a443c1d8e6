using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Engine.Journal;
using Oms.Trading;

namespace Oms.Engine;

/// <summary>
/// The engine's life: take the lease, replay the journal, then run sequencer, gateway and broker link until one of them fails or the program
/// stops. A damaged journal ends the start: the program says where and does not trade.
/// </summary>
public sealed class EngineService(
    IJournal journal,
    Sequencer sequencer,
    BrokerGateway gateway,
    IBroker broker,
    EventFeed feed,
    ReferenceData reference,
    EngineOptions options,
    ILogger<EngineService> logger) : BackgroundService
{
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the journal is replayed and commands are taken; fails when it could not be.</summary>
    public Task Recovered => _recovered.Task;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>The engine's whole life. It stays in the caller's context: a simulation runs it on a scheduler and a clock of its own.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (book, chain) = await RecoverAsync(stoppingToken);
            var head = chain.Seq;
            using var failed = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await sequencer.ReportAsync(new Notice.Started("the engine started"), stoppingToken); // Before any command can be.
            var running = sequencer.RunAsync(book, chain, failed.Token);
            _recovered.SetResult();
            Task[] parts = [running, gateway.RunAsync(head, failed.Token), broker.RunAsync(sequencer.ReportAsync, failed.Token)];
            await Task.WhenAny(parts);
            Cancel(failed);
            await Task.WhenAll(parts);
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

    private async Task<(TradingBook Book, JournalChain Chain)> RecoverAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var head = await journal.OpenAsync(ct);
        var chain = JournalChain.Empty(options.Shard);
        var book = new TradingBook();
        await foreach (var row in journal.ReadAsync(1, ct))
        {
            chain.Verify(row);
            var e = EventCodec.Decode(row);
            book.Apply(e, row.At);
            reference.Apply(e);
        }

        chain.VerifyHead(head);
        feed.StartAt(chain.Seq);
        Log.Recovered(logger, chain.Seq, book.Orders.Count, book.OpenOrders.Count, head.Epoch, Stopwatch.GetElapsedTime(started));
        return (book, chain);
    }
}

/// <summary>Which part of the accounts this engine owns.</summary>
public sealed record EngineOptions(int Shard);
