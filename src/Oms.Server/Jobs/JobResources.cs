using System.Text.Json;
using System.Text.Json.Nodes;
using Oms.Storage.Jobs;
using Oms.Trading;

namespace Oms.Server.Jobs;

/// <summary>A kind of job as the API shows it.</summary>
internal sealed record JobResource(
    string Name, string Queue, string Description, double TimeLimitSeconds, int AttemptMax, JsonNode ArgsSchema)
{
    public static JobResource From(JobDefinition job) =>
        new(job.Name, job.Queue, job.Description, job.TimeLimit.TotalSeconds, job.Retry.AttemptMax, job.ArgsSchema.DeepClone());
}

/// <summary>A run as lists show it. Duration and wait are null until they are known.</summary>
internal sealed record RunResource(
    long Id, string Job, string Queue, JsonElement? Args, RunStatus Status, Guid? ScheduleId, string RequestedBy, int Attempt, int AttemptMax,
    int Losses, Instant CreatedAt, Instant DueAt, Instant? StartedAt, Instant? EndedAt, double? DurationSeconds, double? WaitSeconds,
    string? WorkerId, bool CancelRequested, int? Progress, string? ProgressText, JsonElement? Result, string? Error, long? RetryOf)
{
    public static RunResource From(JobRun run) => new(run.Id, run.Job, run.Queue, JobJson.Read(run.Args), run.Status, run.ScheduleId,
        run.RequestedBy, run.Attempt, run.AttemptMax, run.Losses, run.CreatedAt, run.DueAt, run.StartedAt, run.EndedAt,
        run.StartedAt is { } started && run.EndedAt is { } ended ? (ended - started).TotalSeconds : null,
        run.StartedAt is { } begun ? Math.Max(0, (begun - run.DueAt).TotalSeconds) : null,
        run.WorkerId, run.CancelRequestedAt is not null, run.Progress, run.ProgressText, JobJson.Read(run.Result), run.Error, run.RetryOf);
}

/// <summary>A run with each of its attempts.</summary>
internal sealed record RunDetail(RunResource Run, IReadOnlyList<AttemptResource> Attempts);

/// <summary>One start of a run and what it logged.</summary>
internal sealed record AttemptResource(
    int Number, string WorkerId, Instant StartedAt, Instant? EndedAt, AttemptOutcome Outcome, string? Error, string? Log)
{
    public static AttemptResource From(JobAttempt attempt) =>
        new(attempt.Number, attempt.WorkerId, attempt.StartedAt, attempt.EndedAt, attempt.Outcome, attempt.Error, attempt.Log);
}

/// <summary>A wish to run a job now.</summary>
internal sealed record RunNowRequest(string? Job = null, JsonElement? Args = null);

/// <summary>A run after a write; <c>seq</c> is the journal's note of who asked.</summary>
internal sealed record RunAnswer(RunResource Run, long Seq);
