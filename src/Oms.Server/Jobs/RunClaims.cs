using Microsoft.EntityFrameworkCore;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Jobs;

/// <summary>How an attempt ended, to be written down.</summary>
internal sealed record AttemptEnd(AttemptOutcome Outcome, string? Result, string? Error, string Log, TimeSpan? RetryAfter);

/// <summary>What became of a run when its attempt was written down.</summary>
/// <param name="Accepted">False when another worker has taken the run meanwhile; nothing was changed then.</param>
internal sealed record AttemptAnswer(bool Accepted, RunStatus Status);

/// <summary>
/// The worker's side of the queues. Claims are made one after the other under a lock of the database, so that limits hold over all workers.
/// Every change of a running run names the attempt that it belongs to: a worker that was paused, and whose run was given to another, changes
/// nothing any more.
/// </summary>
internal sealed class RunClaims(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(7);

    private const int LossesMax = 3;
    private const int LookAhead = 200;

    /// <summary>Takes up to <paramref name="max"/> runs that are due, and returns to their queues those whose worker is gone.</summary>
    /// <param name="mayReap">False while this worker cannot tell a dead worker from a database that was away.</param>
    public async Task<IReadOnlyList<JobRun>> ClaimAsync(string worker, int max, bool mayReap, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var now = await db.NowAsync(clock, ct);
        var isLost = mayReap && await db.JobRuns.AnyAsync(run => run.Status == RunStatus.Running && run.LeaseUntil < now, ct);
        if (!isLost && !await db.JobRuns.AnyAsync(run => run.Status == RunStatus.Queued && run.DueAt <= now, ct)) return [];
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockClaimsAsync(ct);
        now = await db.NowAsync(clock, ct);
        if (mayReap) await ReapAsync(db, now, ct);
        var picked = max > 0 ? await PickAsync(db, now, max, ct) : [];
        foreach (var run in picked)
        {
            run.Attempt++;
            (run.Status, run.WorkerId, run.StartedAt, run.LeaseUntil) = (RunStatus.Running, worker, now, now.Plus(Lease));
            (run.Progress, run.ProgressText, run.Error) = (null, null, null);
            db.JobAttempts.Add(new() { RunId = run.Id, Number = run.Attempt, WorkerId = worker, StartedAt = now, Outcome = AttemptOutcome.Running });
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return picked;
    }

    /// <summary>Says that the worker lives and tells which runs are still its own, and which of them are to stop.</summary>
    public async Task<IReadOnlyDictionary<long, (int Attempt, bool IsToStop)>> BeatAsync(
        string worker, IReadOnlyList<(long Id, int Attempt, JobContext Context)> running, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var now = await db.NowAsync(clock, ct);
        Instant? until = now.Plus(Lease);
        await db.JobRuns.Where(run => run.WorkerId == worker && run.Status == RunStatus.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.LeaseUntil, until), ct);
        foreach (var (id, attempt, context) in running) await ShowAsync(db, id, attempt, context, ct);
        var mine = await db.JobRuns.AsNoTracking().Where(run => run.WorkerId == worker && run.Status == RunStatus.Running)
            .Select(run => new { run.Id, run.Attempt, run.CancelRequestedAt }).ToListAsync(ct);
        return mine.ToDictionary(run => run.Id, run => (run.Attempt, run.CancelRequestedAt is not null));
    }

    /// <summary>Writes down how an attempt ended. A failed one waits for its next try where it has one.</summary>
    public async Task<AttemptAnswer> EndAsync(JobRun claimed, AttemptEnd end, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = await db.NowAsync(clock, ct);
        var status = StatusAfter(end);
        var due = status is RunStatus.Queued ? now.Plus(end.RetryAfter ?? TimeSpan.Zero) : claimed.DueAt;
        Instant? ended = status is RunStatus.Queued ? null : now;
        var changed = await db.JobRuns.Where(run => run.Id == claimed.Id && run.Attempt == claimed.Attempt && run.Status == RunStatus.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.Status, status).SetProperty(run => run.EndedAt, ended)
                .SetProperty(run => run.Result, end.Result).SetProperty(run => run.Error, end.Error)
                .SetProperty(run => run.DueAt, due)
                .SetProperty(run => run.LeaseUntil, (Instant?)null), ct);
        if (changed == 0) return new(false, status);
        await EndAttemptAsync(db, claimed.Id, claimed.Attempt, end, now, ct);
        await transaction.CommitAsync(ct);
        return new(true, status);
    }

    private static RunStatus StatusAfter(AttemptEnd end) => end.Outcome switch
    {
        AttemptOutcome.Succeeded => RunStatus.Succeeded,
        AttemptOutcome.Canceled => RunStatus.Canceled,
        _ => end.RetryAfter is null ? RunStatus.Failed : RunStatus.Queued,
    };

    private static Task<int> EndAttemptAsync(SettingsDb db, long run, int number, AttemptEnd end, Instant now, CancellationToken ct)
    {
        Instant? at = now;
        return db.JobAttempts.Where(attempt => attempt.RunId == run && attempt.Number == number).ExecuteUpdateAsync(
            set => set.SetProperty(attempt => attempt.Outcome, end.Outcome).SetProperty(attempt => attempt.EndedAt, at)
                .SetProperty(attempt => attempt.Error, end.Error).SetProperty(attempt => attempt.Log, end.Log), ct);
    }

    private static async Task ShowAsync(SettingsDb db, long id, int attempt, JobContext context, CancellationToken ct)
    {
        if (context.Progress is { } progress)
        {
            int? percent = progress.Percent;
            await db.JobRuns.Where(run => run.Id == id && run.Attempt == attempt && run.Status == RunStatus.Running).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.Progress, percent).SetProperty(run => run.ProgressText, progress.Text), ct);
        }

        var log = context.Log.ToString();
        await db.JobAttempts.Where(row => row.RunId == id && row.Number == attempt && row.Outcome == AttemptOutcome.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Log, log), ct);
    }

    private static async Task ReapAsync(SettingsDb db, Instant now, CancellationToken ct)
    {
        var lost = await db.JobRuns.Where(run => run.Status == RunStatus.Running && run.LeaseUntil < now).ToListAsync(ct);
        foreach (var run in lost)
        {
            run.Losses++;
            var reason = $"worker {run.WorkerId} was lost";
            var isOver = run.Losses >= LossesMax || run.CancelRequestedAt is not null;
            run.Status = !isOver ? RunStatus.Queued : run.CancelRequestedAt is null ? RunStatus.Failed : RunStatus.Canceled;
            (run.LeaseUntil, run.Error, run.EndedAt) = (null, isOver ? $"{reason}, {run.Losses} times in all" : null, isOver ? now : null);
            if (!isOver) run.DueAt = now;
            await EndAttemptOfLostAsync(db, run, reason, now, ct);
        }

        await db.SaveChangesAsync(ct);
    }

    private static Task<int> EndAttemptOfLostAsync(SettingsDb db, JobRun run, string reason, Instant now, CancellationToken ct)
    {
        Instant? at = now;
        return db.JobAttempts.Where(attempt => attempt.RunId == run.Id && attempt.Number == run.Attempt).ExecuteUpdateAsync(
            set => set.SetProperty(attempt => attempt.Outcome, AttemptOutcome.Lost).SetProperty(attempt => attempt.EndedAt, at)
                .SetProperty(attempt => attempt.Error, reason), ct);
    }

    private static async Task<List<JobRun>> PickAsync(SettingsDb db, Instant now, int max, CancellationToken ct)
    {
        var running = await db.JobRuns.Where(run => run.Status == RunStatus.Running).GroupBy(run => run.Queue)
            .Select(group => new { Queue = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Queue, group => group.Count, ct);
        var room = JobQueues.Limits.ToDictionary(pair => pair.Key, pair => pair.Value - running.GetValueOrDefault(pair.Key), StringComparer.Ordinal);
        var open = room.Where(pair => pair.Value > 0).Select(pair => pair.Key).ToArray();
        var due = await db.JobRuns.Where(run => run.Status == RunStatus.Queued && run.DueAt <= now && open.Contains(run.Queue))
            .Where(run => !run.IsSerial || !db.JobRuns.Any(other => other.ScheduleId == run.ScheduleId && other.Status == RunStatus.Running))
            .OrderBy(run => run.DueAt).ThenBy(run => run.Id).Take(LookAhead).ToListAsync(ct);
        var picked = new List<JobRun>();
        var serial = new HashSet<Guid?>();
        foreach (var run in due)
        {
            if (picked.Count == max) break;
            if (room[run.Queue] == 0 || run.IsSerial && !serial.Add(run.ScheduleId)) continue;
            room[run.Queue]--;
            picked.Add(run);
        }

        return picked;
    }
}
