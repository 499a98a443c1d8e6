using Microsoft.EntityFrameworkCore;
using Oms.Server.Reading;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Jobs;

/// <summary>Which runs, newest first.</summary>
internal sealed record RunFilter(RunStatus? Status, string? Job, string? Queue, Guid? ScheduleId, string? Text);

/// <summary>What ended in a slice of time.</summary>
/// <param name="At">Where the slice begins, in microseconds since 1970.</param>
internal sealed record RunSlice(long At, string Status, long Count, long MeanMicros, long MaxMicros, long MeanWaitMicros);

/// <summary>Questions about background work. Lists are read by key, so the thousandth page costs what the first does.</summary>
internal sealed class RunQueries(SettingsDb db, TimeProvider clock)
{
    private const int SliceMax = 120;

    public async Task<(IReadOnlyList<JobRun> Items, string? NextCursor)> RunsAsync(RunFilter filter, PageRequest page, CancellationToken ct)
    {
        var runs = db.JobRuns.AsNoTracking();
        if (filter.Status is { } status) runs = runs.Where(run => run.Status == status);
        if (filter.Job is { } job) runs = runs.Where(run => run.Job == job);
        if (filter.Queue is { } queue) runs = runs.Where(run => run.Queue == queue);
        if (filter.ScheduleId is { } schedule) runs = runs.Where(run => run.ScheduleId == schedule);
        if (filter.Text is { Length: > 0 } text)
        {
            var id = long.TryParse(text, out var number) ? number : -1;
            runs = runs.Where(run => run.Id == id || run.Job.Contains(text) || run.RequestedBy.Contains(text) || run.Args.Contains(text)
                || run.Error != null && run.Error.Contains(text));
        }

        if (page.Cursor is { } cursor && long.TryParse(cursor, out var before)) runs = runs.Where(run => run.Id < before);
        var items = await runs.OrderByDescending(run => run.Id).Take(page.Limit + 1).ToListAsync(ct);
        if (items.Count <= page.Limit) return (items, null);
        items.RemoveAt(page.Limit);
        return (items, $"{items[^1].Id}");
    }

    public Task<JobRun?> RunAsync(long id, CancellationToken ct) => db.JobRuns.AsNoTracking().FirstOrDefaultAsync(run => run.Id == id, ct);

    public Task<List<JobAttempt>> AttemptsAsync(long id, CancellationToken ct) =>
        db.JobAttempts.AsNoTracking().Where(attempt => attempt.RunId == id).OrderBy(attempt => attempt.Number).ToListAsync(ct);

    public async Task<IReadOnlyList<QueueResource>> QueuesAsync(CancellationToken ct)
    {
        var now = await db.NowAsync(clock, ct);
        var waiting = await db.JobRuns.Where(run => run.Status == RunStatus.Queued).GroupBy(run => run.Queue)
            .Select(group => new { Queue = group.Key, Count = group.Count(), Oldest = group.Min(run => run.DueAt) }).ToListAsync(ct);
        var running = await db.JobRuns.Where(run => run.Status == RunStatus.Running).GroupBy(run => run.Queue)
            .Select(group => new { Queue = group.Key, Count = group.Count() }).ToListAsync(ct);
        return [.. JobQueues.Limits.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
        {
            var line = waiting.FirstOrDefault(group => group.Queue == pair.Key);
            return new QueueResource(pair.Key, pair.Value, line?.Count ?? 0, running.FirstOrDefault(group => group.Queue == pair.Key)?.Count ?? 0,
                line is not null && line.Oldest < now ? (now - line.Oldest).TotalSeconds : null);
        })];
    }

    public async Task<IReadOnlyList<NodeResource>> NodesAsync(CancellationToken ct)
    {
        var now = await db.NowAsync(clock, ct);
        var nodes = await db.JobNodes.AsNoTracking().OrderByDescending(node => node.StartedAt).Take(100).ToListAsync(ct);
        return [.. nodes.Select(node => NodeResource.From(node, now))];
    }

    /// <param name="span">The past that is looked at, in equal slices.</param>
    public async Task<IReadOnlyList<RunSlice>> SlicesAsync(TimeSpan span, int count, CancellationToken ct)
    {
        var now = await db.NowAsync(clock, ct);
        var width = span.Ticks / TimeSpan.TicksPerMicrosecond / Math.Clamp(count, 1, SliceMax);
        var since = (now.UnixMicros / width - Math.Clamp(count, 1, SliceMax) + 1) * width;
        var table = db is PostgresSettingsDb ? "settings.job_runs" : "job_runs";

        // The same text for both databases; only names of our own are put into it.
        var sql = $$"""
            SELECT ended_at / {0} * {0} AS "At", status AS "Status", count(*) AS "Count",
                CAST(coalesce(avg(ended_at - started_at), 0) AS BIGINT) AS "MeanMicros",
                CAST(coalesce(max(ended_at - started_at), 0) AS BIGINT) AS "MaxMicros",
                CAST(coalesce(avg(started_at - due_at), 0) AS BIGINT) AS "MeanWaitMicros"
            FROM {{table}} WHERE ended_at >= {1} GROUP BY 1, 2 ORDER BY 1
            """;
        return await db.Database.SqlQueryRaw<RunSlice>(sql, width, since).ToListAsync(ct);
    }
}

/// <summary>A queue: how many of its runs may run at once over all workers, how many wait and run, how long the first has waited.</summary>
internal sealed record QueueResource(string Queue, int Limit, int Waiting, int Running, double? OldestWaitSeconds);

/// <summary>A worker or scheduler process.</summary>
internal sealed record NodeResource(
    string Id, string Role, string Host, int ProcessId, string State, Instant StartedAt, Instant SeenAt, int Concurrency, int Running, long Processed,
    long Failed, int CpuPercent)
{
    public static NodeResource From(JobNode node, Instant now) => new(node.Id, node.Role, node.Host, node.ProcessId,
        node.StoppedAt is not null ? "Stopped" : now - node.SeenAt > JobNodes.SilenceMax ? "Lost" : "Alive",
        node.StartedAt, node.SeenAt, node.Concurrency, node.Running, node.Processed, node.Failed, node.CpuPercent);
}
