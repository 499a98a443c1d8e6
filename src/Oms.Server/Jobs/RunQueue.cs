using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Jobs;

/// <summary>A wish to have a job run.</summary>
internal sealed record RunRequest(string Job, string Args, string RequestedBy, TimeSpan Delay = default, long? RetryOf = null);

/// <summary>Puts runs into their queues, and takes them out again.</summary>
internal sealed class RunQueue(IServiceScopeFactory scopes, JobCatalog catalog, TimeProvider clock)
{
    /// <exception cref="ArgumentException">The job or its arguments are not in the catalog; ask <see cref="JobCatalog.Check"/> before.</exception>
    public async Task<JobRun> EnqueueAsync(RunRequest request, CancellationToken ct)
    {
        if (catalog.Check(request.Job, request.Args) is { } fault) throw new ArgumentException($"{fault.Field} {fault.Detail}", nameof(request));
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var now = await db.NowAsync(clock, ct);
        var run = New(request.Job, request.Args, request.RequestedBy, now, now.Plus(request.Delay));
        run.RetryOf = request.RetryOf;
        db.JobRuns.Add(run);
        await db.SaveChangesAsync(ct);
        return run;
    }

    /// <summary>
    /// Turns a fire of a schedule into a run, once: whoever fires the same a second time finds it done. Edits are minded: a fire of a
    /// schedule that was changed, paused or deleted since makes nothing.
    /// </summary>
    /// <returns>False when this version of the schedule is not in force any more.</returns>
    public async Task<bool> FireAsync(Guid scheduleId, long version, Instant fireAt, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockClaimsAsync(ct);
        var schedule = await db.Schedules.FirstOrDefaultAsync(known => known.Id == scheduleId, ct);
        if (schedule is not { Enabled: true } || schedule.Version != version) return false;
        var fireKey = $"{scheduleId:N}@{fireAt.UnixMicros}";
        if (await db.JobRuns.AnyAsync(run => run.FireKey == fireKey, ct)) return true;
        var now = await db.NowAsync(clock, ct);
        var jitter = TimeSpan.FromMilliseconds(schedule.JitterMs * Share(fireKey));
        var made = New(schedule.Job, schedule.Args, $"schedule:{schedule.Name}", now, fireAt.Plus(jitter) is var due && due > now ? due : now);
        (made.ScheduleId, made.FireKey, made.IsSerial) = (scheduleId, fireKey, schedule.Overlap is not OverlapPolicy.Allow);
        await OverlapAsync(db, schedule, made, now, ct);
        db.JobRuns.Add(made);
        schedule.LastFireAt = fireAt;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Ends a waiting run, or asks the worker of a running one to stop it.</summary>
    /// <returns>The run as it is now; null when there is none that is open.</returns>
    public async Task<JobRun?> CancelAsync(long id, string by, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var now = await db.NowAsync(clock, ct);
        var waiting = db.JobRuns.Where(run => run.Id == id && run.Status == RunStatus.Queued);
        var changed = await CancelWaitingAsync(waiting, by, now, ct)
            + await AskToStopAsync(db.JobRuns.Where(run => run.Id == id && run.Status == RunStatus.Running), by, now, ct);
        return changed == 0 ? null : await db.JobRuns.AsNoTracking().FirstOrDefaultAsync(run => run.Id == id, ct);
    }

    private static async Task OverlapAsync(SettingsDb db, Schedule schedule, JobRun made, Instant now, CancellationToken ct)
    {
        var open = db.JobRuns.Where(run => run.ScheduleId == schedule.Id && (run.Status == RunStatus.Queued || run.Status == RunStatus.Running));
        switch (schedule.Overlap)
        {
            case OverlapPolicy.Skip when await open.AnyAsync(ct):
            case OverlapPolicy.QueueOne when await open.AnyAsync(run => run.Status == RunStatus.Queued, ct):
                (made.Status, made.EndedAt, made.Error) = (RunStatus.Skipped, now, "an earlier run of the schedule is open");
                break;
            case OverlapPolicy.CancelPrevious:
                await CancelWaitingAsync(open.Where(run => run.Status == RunStatus.Queued), made.RequestedBy, now, ct);
                await AskToStopAsync(open.Where(run => run.Status == RunStatus.Running), made.RequestedBy, now, ct);
                break;
        }
    }

    private static Task<int> CancelWaitingAsync(IQueryable<JobRun> runs, string by, Instant now, CancellationToken ct)
    {
        Instant? at = now;
        return runs.ExecuteUpdateAsync(set => set.SetProperty(run => run.Status, RunStatus.Canceled).SetProperty(run => run.EndedAt, at)
            .SetProperty(run => run.CancelRequestedAt, at).SetProperty(run => run.CanceledBy, by), ct);
    }

    private static Task<int> AskToStopAsync(IQueryable<JobRun> runs, string by, Instant now, CancellationToken ct)
    {
        Instant? at = now;
        return runs.ExecuteUpdateAsync(
            set => set.SetProperty(run => run.CancelRequestedAt, at).SetProperty(run => run.CanceledBy, by), ct);
    }

    private JobRun New(string job, string args, string by, Instant now, Instant due)
    {
        // A job of another version of the program is kept, so that a worker that knows it may take it.
        var definition = catalog.Find(job);
        return new()
        {
            Job = job,
            Args = args,
            Queue = definition?.Queue ?? JobQueues.Maintenance,
            AttemptMax = definition?.Retry.AttemptMax ?? 1,
            RequestedBy = by,
            Status = RunStatus.Queued,
            CreatedAt = now,
            DueAt = due,
        };
    }

    // The same fire has the same share of its jitter on every scheduler.
    private static double Share(string fireKey) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(fireKey))) / (double)uint.MaxValue;
}
