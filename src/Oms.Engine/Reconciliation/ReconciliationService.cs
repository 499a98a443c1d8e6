using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Reconciliation;

namespace Oms.Engine.Reconciliation;

/// <summary>
/// Asks the broker for everything it holds: regularly, when somebody wants it, when something was seen once, and around the planned
/// restart. What the answers mean is decided by the book.
/// </summary>
public sealed class ReconciliationService(
    IBroker broker, Sequencer sequencer, EventFeed feed, EngineService engine, RoundOptions options,
    ReconciliationMetrics metrics, TimeProvider clock, ILogger<ReconciliationService> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly RoundPlan _plan = new(options);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await engine.Recovered.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!engine.Recovered.IsCompletedSuccessfully) return; // The engine has said why.
        await Task.WhenAll(ListenAsync(stoppingToken), RunAsync(stoppingToken));
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        if (engine.FreezeAtStart is { } frozen) lock (_plan) _plan.FoundFrozen(frozen.Until);
        foreach (var open in engine.BreaksAtStart) metrics.Apply(open);
        await foreach (var committed in feed.FollowAsync(engine.SeqAtStart, ct))
        {
            metrics.Apply(committed);
            TimeSpan? wait = committed.Event switch
            {
                ReconciliationEvent.RoundRequested => TimeSpan.Zero,
                ReconciliationEvent.RoundFinished { Suspects: > 0 } => options.SecondLookAfter,
                _ => null,
            };
            if (wait is { } after) lock (_plan) _plan.Hurry(Instant.Now(clock) + after);
            if (committed.Event is ReconciliationEvent.BreakOpened opened)
                Log.BreakOpened(logger, opened.Id, opened.Finding.Class, opened.Finding.Detail);
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            RoundStep step;
            var now = Instant.Now(clock);
            lock (_plan) step = _plan.Next(now, broker.Status.State, broker.Status.SynchronizedAt);
            try
            {
                await DoAsync(step, now, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Log.RoundFailed(logger, e); // The next one asks again.
            }
        }
    }

    private async ValueTask DoAsync(RoundStep step, Instant now, CancellationToken ct)
    {
        switch (step)
        {
            case RoundStep.Freeze:
                var until = options.Restart?.At(now).EndAt ?? now;
                Log.Frozen(logger, until);
                await sequencer.ReportAsync(new Notice.FreezeBegun(until, "the broker's daily restart is near"), ct);
                if (broker.Status.State.IsInStep()) await broker.SynchronizeAsync(ct);
                break;
            case RoundStep.Round or RoundStep.RoundBeforeReopening: await broker.SynchronizeAsync(ct); break;
            case RoundStep.Reopen:
                await sequencer.ReportAsync(new Notice.FreezeEnded(), ct);
                Log.Reopened(logger);
                break;
            default: break;
        }
    }
}
