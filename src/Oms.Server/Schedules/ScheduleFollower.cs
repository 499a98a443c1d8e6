using Microsoft.EntityFrameworkCore;
using Oms.Server.Jobs;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Quartz;

namespace Oms.Server.Schedules;

/// <summary>Keeps Quartz's triggers in step with the rows that people edit.</summary>
internal sealed class ScheduleFollower(
    ISchedulerFactory schedulers, IServiceScopeFactory scopes, BuiltInSchedules builtIn, JobNodes nodes, TimeProvider clock,
    ILogger<ScheduleFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<Guid, long> _applied = [];
    private readonly JobNode _node = new() { Id = JobNodes.NewId(), Role = "scheduler", Host = Environment.MachineName, ProcessId = Environment.ProcessId };
    private long _beatAt;
    private volatile string? _lastError = "not connected to the database yet";

    /// <summary>Why edits do not take effect; null while they do.</summary>
    public string? LastError => _lastError;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isPrepared = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isPrepared) await builtIn.CreateMissingAsync(stoppingToken);
                isPrepared = true;
                await FollowAsync(await schedulers.GetScheduler(stoppingToken), stoppingToken);
                await BeatAsync(stoppingToken);
                _lastError = null;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (_lastError != e.Message) Log.ScheduleSyncFailed(logger, e);
                _lastError = e.Message;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        if (_beatAt != 0 && clock.GetElapsedTime(_beatAt) < Beat) return;
        await nodes.BeatAsync(_node, ct);
        _beatAt = clock.GetTimestamp();
    }

    private async Task FollowAsync(IScheduler scheduler, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var wanted = await db.Schedules.AsNoTracking().Where(schedule => schedule.Enabled).ToListAsync(ct);
        foreach (var gone in _applied.Keys.Except(wanted.Select(schedule => schedule.Id)).ToArray())
        {
            await scheduler.UnscheduleJob(ScheduleTrigger.KeyOf(gone, _applied[gone]), ct);
            _applied.Remove(gone);
        }

        foreach (var schedule in wanted)
        {
            var known = _applied.GetValueOrDefault(schedule.Id);
            if (known == schedule.Version) continue;
            await ApplyAsync(scheduler, schedule, known, ct);
        }
    }

    private async Task ApplyAsync(IScheduler scheduler, Schedule schedule, long known, CancellationToken ct)
    {
        if (known != 0) await scheduler.UnscheduleJob(ScheduleTrigger.KeyOf(schedule.Id, known), ct);
        if (schedule is not { Kind: ScheduleKind.Once, LastFireAt: not null })
        {
            // Kept where the other scheduler, or this one before a restart, has made it: what it missed meanwhile is its misfire policy's.
            await scheduler.ScheduleTrigger(ScheduleTrigger.Of(schedule), TriggerConflict.Keep, ct);
            Log.ScheduleApplied(logger, schedule.Name, schedule.Version);
        }

        _applied[schedule.Id] = schedule.Version;
    }
}
