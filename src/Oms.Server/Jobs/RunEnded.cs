using Oms.Server.Notifications;
using Oms.Storage.Jobs;

namespace Oms.Server.Jobs;

/// <summary>Tells people of runs that failed for good.</summary>
internal sealed class RunEnded(Notifier notifier, ILogger<RunEnded> logger)
{
    public async Task TellAsync(JobRun run, AttemptEnd end, RunStatus status)
    {
        if (status is not RunStatus.Failed) return;
        Log.RunFailed(logger, run.Id, run.Job, end.Error ?? "");
        try
        {
            var message = new Message(Topics.Jobs, Severity.Warning, $"Job {run.Job} failed", $"Run {run.Id} of {run.Job} failed: {end.Error}", $"run:{run.Id}");
            await notifier.TellAsync(message, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The run's own row says that it failed; a channel that cannot be told now must not take the worker along.
            Log.NotifyFailed(logger, e, run.Id);
        }
    }
}
