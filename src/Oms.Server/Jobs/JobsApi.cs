using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.Jobs;
using Oms.Trading;

namespace Oms.Server.Jobs;

/// <summary>Background work: what there is, what ran, and running it. The dashboard and the monitor use these same calls.</summary>
internal static class JobsApi
{
    private const int SlicesDefault = 60;
    private const int MinutesMax = 31 * 24 * 60;

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/", (JobCatalog catalog) => TypedResults.Ok(new PageAnswer<JobResource>([.. catalog.All.Select(JobResource.From)], null)));
        jobs.MapGet("/runs", List);
        jobs.MapPost("/runs", RunNow);
        jobs.MapGet("/runs/{id:long}", Get);
        jobs.MapPost("/runs/{id:long}/cancel", Cancel);
        jobs.MapPost("/runs/{id:long}/retry", Retry);
        jobs.MapGet("/queues", async (RunQueries queries, CancellationToken ct) =>
            TypedResults.Ok(new PageAnswer<QueueResource>(await queries.QueuesAsync(ct), null)));
        jobs.MapGet("/workers", async (RunQueries queries, CancellationToken ct) =>
            TypedResults.Ok(new PageAnswer<NodeResource>(await queries.NodesAsync(ct), null)));
        jobs.MapGet("/stats", Stats);
    }

    private static async Task<Results<Ok<PageAnswer<RunResource>>, ProblemHttpResult>> List(
        RunStatus? status, string? job, string? queue, Guid? scheduleId, string? q, string? cursor, int? limit, RunQueries queries,
        CancellationToken ct)
    {
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        var (items, next) = await queries.RunsAsync(new(status, job, queue, scheduleId, q), page, ct);
        return TypedResults.Ok(new PageAnswer<RunResource>([.. items.Select(RunResource.From)], next));
    }

    private static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> Get(long id, RunQueries queries, CancellationToken ct) =>
        await queries.RunAsync(id, ct) is { } run
            ? TypedResults.Ok(new RunDetail(RunResource.From(run), [.. (await queries.AttemptsAsync(id, ct)).Select(AttemptResource.From)]))
            : Unknown(id);

    private static async Task<Results<Created<RunAnswer>, ProblemHttpResult>> RunNow(
        RunNowRequest request, Caller caller, JobCatalog catalog, RunQueue queue, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        var args = request.Args is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } given ? given.GetRawText() : "{}";
        if (catalog.Check(request.Job, args) is { } fault) return Problem.Invalid("FIELD_INVALID", $"{fault.Field} {fault.Detail}", fault.Field);
        return await EnqueueAsync(new(request.Job ?? "", args, caller.Actor.Name), caller, queue, desk, http, ct);
    }

    private static async Task<Results<Created<RunAnswer>, ProblemHttpResult>> Retry(
        long id, Caller caller, JobCatalog catalog, RunQueue queue, RunQueries queries, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await queries.RunAsync(id, ct) is not { } run) return Unknown(id);
        if (run.Status is RunStatus.Queued or RunStatus.Running)
            return Problem.Result(StatusCodes.Status409Conflict, "RUN_OPEN", $"run {id} is {run.Status}; cancel it first");
        if (catalog.Check(run.Job, run.Args) is { } fault) return Problem.Invalid("FIELD_INVALID", $"{fault.Field} {fault.Detail}", fault.Field);
        return await EnqueueAsync(new(run.Job, run.Args, caller.Actor.Name, RetryOf: id), caller, queue, desk, http, ct);
    }

    private static async Task<Results<Ok<RunAnswer>, ProblemHttpResult>> Cancel(
        long id, Caller caller, RunQueue queue, RunQueries queries, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await queries.RunAsync(id, ct) is null) return Unknown(id);
        if (await queue.CancelAsync(id, caller.Actor.Name, ct) is not { } canceled)
            return Problem.Result(StatusCodes.Status409Conflict, "RUN_ENDED", $"run {id} has ended");
        var answer = await desk.AuditAsync(Audit(caller, http, "JobRunCanceled", $"run:{id}", canceled.Job), ct);
        return TypedResults.Ok(new RunAnswer(RunResource.From(canceled), answer.Seq));
    }

    private static async Task<Results<Ok<StatsAnswer>, ProblemHttpResult>> Stats(int? minutes, RunQueries queries, CancellationToken ct)
    {
        if (minutes is < 1 or > MinutesMax) return Problem.Invalid("FIELD_INVALID", $"minutes is from 1 to {MinutesMax}", "minutes");
        var span = TimeSpan.FromMinutes(minutes ?? SlicesDefault);
        var slices = await queries.SlicesAsync(span, SlicesDefault, ct);
        return TypedResults.Ok(new StatsAnswer(span.TotalSeconds / SlicesDefault, [.. slices.Select(SliceResource.From)]));
    }

    // Asked for is journaled after it is queued: a note that is missing is seen in the answer, a run that is missing would not be.
    private static async Task<Created<RunAnswer>> EnqueueAsync(
        RunRequest request, Caller caller, RunQueue queue, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        var run = await queue.EnqueueAsync(request, ct);
        var answer = await desk.AuditAsync(Audit(caller, http, "JobRunRequested", $"run:{run.Id}", $"{run.Job} {run.Args}"), ct);
        return TypedResults.Created($"/api/v1/jobs/runs/{run.Id}", new RunAnswer(RunResource.From(run), answer.Seq));
    }

    public static AuditEvent Audit(Caller caller, HttpContext http, string action, string target, string detail) =>
        new(caller.Actor, action, target, detail, http.Connection.RemoteIpAddress?.ToString());

    private static ProblemHttpResult Unknown(long id) => Problem.NotFound("UNKNOWN_RUN", $"no run {id} is known");
}

/// <summary>What ended, by slices of time.</summary>
internal sealed record StatsAnswer(double SliceSeconds, IReadOnlyList<SliceResource> Slices);

/// <summary>Runs of one outcome that ended in a slice.</summary>
internal sealed record SliceResource(Instant At, string Status, long Count, double MeanSeconds, double MaxSeconds, double MeanWaitSeconds)
{
    private const double MicrosPerSecond = 1_000_000;

    public static SliceResource From(RunSlice slice) => new(new(slice.At), slice.Status, slice.Count, slice.MeanMicros / MicrosPerSecond,
        slice.MaxMicros / MicrosPerSecond, slice.MeanWaitMicros / MicrosPerSecond);
}
