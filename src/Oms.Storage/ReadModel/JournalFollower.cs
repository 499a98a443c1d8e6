using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;

namespace Oms.Storage.ReadModel;

/// <summary>
/// Drives feed and reference data in a process without the engine. It goes as far as the read model has come, so that what an event left
/// behind can be read beside it. Wake-ups make it quick; without them it looks by itself, and nothing is lost.
/// </summary>
public sealed class JournalFollower(
    IJournal journal, ReadModelStore store, EventFeed feed, ReferenceData reference, ReadModelProgress progress, TimeProvider clock,
    ILogger<JournalFollower> logger) : BackgroundService
{
    private const int BatchMax = 500;

    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookPeriodWanted = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private volatile string? _lastError = "the journal has not been read yet";
    private bool _isStarted;

    /// <summary>Why this process does not see what happens; null while it does.</summary>
    public string? LastError => _lastError;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _lastError = e.Message;
                Log.FollowerFailed(logger, e, feed.Head, RetryDelay);
                await Task.Delay(RetryDelay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        while (true)
        {
            var nudged = progress.Nudged;
            var target = await store.CheckpointAsync(ct);
            if (!_isStarted) await StartAsync(target, ct);
            else if (target <= feed.Head || !await CatchUpAsync(target, ct)) await PauseAsync(nudged, ct);
            _lastError = null;
        }
    }

    // Accounts and instruments as the read model has them are those that the journal gives up to its checkpoint, or a little later.
    private async Task StartAsync(long checkpoint, CancellationToken ct)
    {
        if (checkpoint > 0)
        {
            foreach (var account in await store.AllAccountsAsync(ct)) reference.Put(account);
            foreach (var instrument in await store.InstrumentsAsync(ct)) reference.Put(instrument);
        }

        feed.StartAt(checkpoint);
        progress.Move(checkpoint);
        _isStarted = true;
        Log.FollowerStarted(logger, checkpoint);
    }

    private async Task<bool> CatchUpAsync(long target, CancellationToken ct)
    {
        var last = Math.Min(target, feed.Head + BatchMax);
        var batch = new List<Committed>();
        await foreach (var row in journal.ReadAsync(feed.Head + 1, ct))
        {
            batch.Add(new(row.Seq, row.At, EventCodec.Decode(row), null, null));
            if (row.Seq >= last) break;
        }

        if (batch.Count == 0) return false; // The journal was exchanged for an older one; the projector will see it too.
        await FillAsync(batch, ct);

        // Tables that were dropped meanwhile, to be filled anew, may have shown less than there is.
        if (await store.CheckpointAsync(ct) < batch[^1].Seq) return false;
        foreach (var committed in batch) reference.Apply(committed.Event);
        feed.Publish(batch);
        progress.Move(batch[^1].Seq);
        return true;
    }

    // Read once here, and not once by each of those who follow.
    private async Task FillAsync(List<Committed> batch, CancellationToken ct)
    {
        var ids = batch.Select(committed => committed.Event).OfType<OrderEvent>().Select(e => e.Id).Distinct().ToArray();
        var orders = (await store.OrdersAsync(ids, ct)).ToDictionary(order => order.Id);
        var accounts = batch.Select(committed => MovedBy(committed.Event)).OfType<PositionKey>().Select(key => key.Account).Distinct().ToArray();
        var positions = (await store.PositionsAsync(accounts, ct)).ToDictionary(position => position.Key);
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i] = batch[i] with
            {
                Order = batch[i].Event is OrderEvent e ? orders.GetValueOrDefault(e.Id) : null,
                Position = MovedBy(batch[i].Event) is { } key ? positions.GetValueOrDefault(key) : null,
            };
        }
    }

    private static PositionKey? MovedBy(TradingEvent e) => e switch
    {
        OrderEvent.Traded trade => new(trade.Execution.Account, trade.Execution.Symbol),
        OrderEvent.TradeCorrected trade => new(trade.Execution.Account, trade.Execution.Symbol),
        BrokerEvent.ExternalTraded trade => new(trade.Execution.Account, trade.Execution.Symbol),
        BrokerEvent.ExternalTradeCorrected trade => new(trade.Execution.Account, trade.Execution.Symbol),
        _ => null,
    };

    private async Task PauseAsync(Task nudged, CancellationToken ct)
    {
        if (progress.IsWanted) await Task.Delay(LookPeriodWanted, clock, ct);
        else await Task.WhenAny(nudged, Task.Delay(LookPeriod, clock, ct));
    }
}
