using System.Collections.Concurrent;
using Oms.Storage.Jobs;

namespace Oms.Server.Jobs;

/// <summary>How many runs this process takes at once, and how long it waits for them when it is told to stop.</summary>
internal sealed record WorkerOptions(int Concurrency, TimeSpan ShutdownGrace);

/// <summary>
/// Claims runs and runs them. One loop claims, one says that the worker lives. When the database is away both wait for it and go on; what
/// ended meanwhile is written down then.
/// </summary>
internal sealed class JobWorker(
    RunClaims claims, JobNodes nodes, JobCatalog catalog, WorkerOptions options, JobMetrics metrics, RunEnded ended, IServiceScopeFactory scopes,
    TimeProvider clock, ILogger<JobWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, RunExecution> _running = new();
    private readonly SemaphoreSlim _freed = new(0);
    private readonly Random _random = new();
    private readonly JobNode _node = new()
    {
        Id = JobNodes.NewId(),
        Role = "worker",
        Host = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        Concurrency = options.Concurrency,
    };

    private long _healthySince;
    private long _beatAt;
    private volatile bool _isDrained;
    private volatile string? _lastError = "not connected to the database yet";

    public string Id => _node.Id;

    /// <summary>Why nothing is claimed; null while all is well.</summary>
    public string? LastError => _lastError;

    public int Running => _running.Count;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken); // No more claims; the beat goes on in DrainAsync.
        await DrainAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.ObserveRunning(() => Running);
        var beating = BeatAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await ClaimAsync(stoppingToken)) await _freed.WaitAsync(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Failed(e);
                await Task.Delay(RetryDelay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await beating;
    }

    private async Task<bool> ClaimAsync(CancellationToken ct)
    {
        var free = options.Concurrency - _running.Count;
        if (_healthySince == 0) return false; // Nothing is claimed before the first beat.
        var claimed = await claims.ClaimAsync(_node.Id, Math.Max(0, free), MayReap, ct);
        foreach (var run in claimed)
        {
            var execution = new RunExecution(run, catalog.Find(run.Job), scopes, clock);
            _running[run.Id] = execution;
            metrics.Started(run.Queue);
            _ = Task.Run(() => RunAsync(execution), CancellationToken.None); // Ends in _running and _freed; DrainAsync waits for it.
        }

        return claimed.Count > 0;
    }

    // After an outage every worker looks dead to every other, until each has had the time to say that it lives.
    private bool MayReap => clock.GetElapsedTime(_healthySince) > RunClaims.Lease;

    private async Task RunAsync(RunExecution execution)
    {
        var started = clock.GetTimestamp();
        var end = await execution.RunAsync(_random.NextDouble());
        var answer = await WriteDownAsync(execution, end);
        metrics.Ended(execution.Run, end.Outcome, clock.GetElapsedTime(started));
        _node.Processed++;
        if (end.Outcome is AttemptOutcome.Failed or AttemptOutcome.TimedOut) _node.Failed++;
        if (answer is null or { Accepted: false }) Log.RunFenced(logger, execution.Run.Id, execution.Run.Attempt);
        else await ended.TellAsync(execution.Run, end, answer.Status);
        _running.TryRemove(execution.Run.Id, out _);
        execution.Dispose();
        _freed.Release();
    }

    // What a run came to is not lost because the database is away: it is tried until it is written or the run was given to another.
    private async Task<AttemptAnswer?> WriteDownAsync(RunExecution execution, AttemptEnd end)
    {
        while (true)
        {
            try
            {
                return await claims.EndAsync(execution.Run, end, CancellationToken.None);
            }
            catch (Exception e)
            {
                Failed(e);
                if (_isDrained) return null;
                await Task.Delay(RetryDelay, clock);
            }
        }
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await BeatOnceAsync(ct);
            await Task.Delay(Beat, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatOnceAsync(CancellationToken ct)
    {
        try
        {
            _node.Running = _running.Count;
            await nodes.BeatAsync(_node, ct);
            var running = _running.Values.ToArray();
            var mine = await claims.BeatAsync(_node.Id, [.. running.Select(execution => (execution.Run.Id, execution.Run.Attempt, execution.Context))], ct);
            foreach (var execution in running)
            {
                if (!mine.TryGetValue(execution.Run.Id, out var known) || known.Attempt != execution.Run.Attempt) execution.Stop(StopReason.Fenced);
                else if (known.IsToStop) execution.Stop(StopReason.Canceled);
            }

            if (_healthySince == 0 || _lastError is not null || clock.GetElapsedTime(_beatAt) > RunClaims.Lease) _healthySince = clock.GetTimestamp();
            (_beatAt, _lastError) = (clock.GetTimestamp(), null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Failed(e);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task DrainAsync()
    {
        using var grace = new CancellationTokenSource(options.ShutdownGrace, clock);
        while (!_running.IsEmpty && !grace.IsCancellationRequested) await BeatWhileAsync(grace.Token);
        foreach (var execution in _running.Values) execution.Stop(StopReason.Shutdown);
        using var last = new CancellationTokenSource(TimeSpan.FromSeconds(8), clock);
        while (!_running.IsEmpty && !last.IsCancellationRequested) await BeatWhileAsync(last.Token);
        _isDrained = true;
        _node.StoppedAt = Trading.Instant.Now(clock);
        await BeatOnceAsync(CancellationToken.None);
    }

    private async Task BeatWhileAsync(CancellationToken until)
    {
        await BeatOnceAsync(CancellationToken.None);
        await ((Task)_freed.WaitAsync(Beat, until)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Failed(Exception e)
    {
        if (_lastError != e.Message) Log.WorkerFailed(logger, e);
        _lastError = e.Message;
    }
}
