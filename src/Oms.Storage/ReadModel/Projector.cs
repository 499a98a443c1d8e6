using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Engine;

namespace Oms.Storage.ReadModel;

/// <summary>
/// Follows the journal and keeps the read model in step with it. When its database fails it tries again and again; trading does not wait
/// for it. Tables of another version, or of another journal, are dropped and filled anew.
/// </summary>
public sealed class Projector : BackgroundService
{
    private const int BatchMax = 500;

    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(30);

    private readonly EventFeed _feed;
    private readonly ReadModelDatabase _database;
    private readonly ReadModelProgress _progress;
    private readonly Task _recovered;
    private readonly StorageMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<Projector> _logger;
    private TimeSpan _retryDelay = RetryDelayMin;
    private volatile string? _lastError;

    /// <param name="recovered">Completes when the engine has read its journal and the feed knows where it ends.</param>
    public Projector(EventFeed feed, ReadModelDatabase database, ReadModelProgress progress, Task recovered, StorageMetrics metrics,
        TimeProvider clock, ILogger<Projector> logger)
    {
        (_feed, _database, _progress, _recovered) = (feed, database, progress, recovered);
        (_metrics, _clock, _logger) = (metrics, clock, logger);
        metrics.Observe(() => Checkpoint, () => Lag);
    }

    /// <summary>The last event that queries can see.</summary>
    public long Checkpoint => _progress.Checkpoint;

    /// <summary>How many events the queries are behind.</summary>
    public long Lag => Math.Max(0, _feed.Head - Checkpoint);

    /// <summary>Why the read model stands still; null while it moves.</summary>
    public string? LastError => _lastError;

    /// <summary>Waits until queries see <paramref name="seq"/>; false when they do not within the time.</summary>
    public Task<bool> WaitForAsync(long seq, TimeSpan atMost, CancellationToken ct) => _progress.WaitForAsync(seq, atMost, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _recovered.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_recovered.IsCompletedSuccessfully)
        {
            Log.ProjectorNotStarted(_logger);
            return;
        }

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
                await FailedAsync(e, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await using var writer = await ReadModelWriter.OpenAsync(_database, ct);
        if (writer.WasRebuilt) Log.ReadModelRebuilt(_logger, "its tables are of another version");
        if (!await IsOfThisJournalAsync(writer, ct))
        {
            Log.ReadModelRebuilt(_logger, $"the journal does not have the event that it had at seq {writer.Checkpoint}");
            await writer.RebuildAsync(ct);
        }

        _progress.Move(writer.Checkpoint);
        Log.ProjectorStarted(_logger, writer.Checkpoint);
        await using var events = new EventBatches(_feed, writer.Checkpoint, BatchMax, ct);
        while (await events.NextAsync() is { } batch)
        {
            var started = Stopwatch.GetTimestamp();
            await writer.ApplyAsync(batch, ct);
            _metrics.Projected(Stopwatch.GetElapsedTime(started));
            _progress.Move(writer.Checkpoint);
            (_lastError, _retryDelay) = (null, RetryDelayMin);
        }
    }

    // A journal that was restored from an older backup is shorter, or has gone on differently since.
    private async Task<bool> IsOfThisJournalAsync(ReadModelWriter writer, CancellationToken ct)
    {
        if (writer.Checkpoint == 0) return true;
        if (writer.Checkpoint > _feed.Head) return false;
        await foreach (var last in _feed.FollowAsync(writer.Checkpoint - 1, ct))
            return (last.Seq, last.At) == (writer.Checkpoint, writer.CheckpointAt);
        return false;
    }

    private async Task FailedAsync(Exception e, CancellationToken ct)
    {
        _lastError = e.Message;
        _metrics.Failed();
        Log.ProjectorFailed(_logger, e, Checkpoint, _retryDelay);
        if (_database.Discard(e)) Log.ReadModelRebuilt(_logger, "its file is damaged");
        await Task.Delay(_retryDelay, _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _retryDelay = _retryDelay * 2 < RetryDelayMax ? _retryDelay * 2 : RetryDelayMax;
    }
}
