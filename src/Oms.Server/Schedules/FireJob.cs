using System.Globalization;
using Oms.Server.Jobs;
using Oms.Trading;
using Quartz;

namespace Oms.Server.Schedules;

/// <summary>
/// What Quartz runs when a schedule is due: it queues a run and nothing else. When this process dies in the middle, Quartz runs it again
/// elsewhere with the same fire time, which is the run's key, so that one fire is one run.
/// </summary>
internal sealed class FireJob(RunQueue queue, TimeProvider clock, ILogger<FireJob> logger) : Quartz.IJob
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (id, version) = ScheduleTrigger.Read(context.MergedJobDataMap);
        var fireAt = FireTimeOf(context);
        while (true)
        {
            try
            {
                if (!await queue.FireAsync(id, version, fireAt, cancellationToken))
                    await context.Scheduler.UnscheduleJob(ScheduleTrigger.KeyOf(id, version), cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // A fire that cannot be written yet is not forgotten.
                Log.ScheduleSyncFailed(logger, e);
                await Task.Delay(RetryDelay, clock, cancellationToken);
            }
        }
    }

    // Quartz hands the time of a recovered fire on in milliseconds, so that is what every fire is known by.
    private static Instant FireTimeOf(IJobExecutionContext context)
    {
        var millis = context.Recovering && context.MergedJobDataMap.GetString(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime) is { } original
            ? long.Parse(original, CultureInfo.InvariantCulture)
            : (context.ScheduledFireTimeUtc ?? context.FireTimeUtc).ToUnixTimeMilliseconds();
        return new(millis * 1000);
    }
}
