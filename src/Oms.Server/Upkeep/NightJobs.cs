using Microsoft.EntityFrameworkCore;
using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Server.Upkeep;

/// <summary>Before the broker's daily restart: what would be left open or unclear across it, told while people can still act.</summary>
internal sealed class RestartPreparationJob(DeskReviews reviews, ITradingDesk desk, Notifier notifier, TimeProvider clock) : IJob<NoArgs>
{
    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var status = await desk.StatusAsync(ct);
        var now = Instant.Now(clock);
        var seen = await reviews.SinceAsync(now, ct);
        var isLinkReady = status.Broker.State is LinkState.Ready;
        var troubles = new List<string>();
        if (status.StopReason is { } stopped) troubles.Add($"the engine stands still: {stopped}");
        if (!isLinkReady) troubles.Add($"the broker link is {status.Broker.State}: {status.Broker.Reason}");
        troubles.AddRange(seen.Where(review => review.InDoubt.Count > 0).Select(review => $"{review.Firm}: in doubt {string.Join(", ", review.InDoubt)}"));
        foreach (var trouble in troubles) run.Write(trouble);
        if (troubles.Count > 0)
            await notifier.TellAsync(new(Topics.Broker, Severity.Warning, "Unclear before the daily restart", string.Join('\n', troubles), $"restart:{now.ToDateTimeOffset():yyyyMMdd}"), ct);
        return new { isLinkReady, troubles, firms = seen };
    }
}

/// <summary>What the night was like: told in the morning.</summary>
internal sealed class NightReportJob(DeskReviews reviews, ITradingDesk desk, SettingsDb db, Notifier notifier, TimeProvider clock) : IJob<NoArgs>
{
    private static readonly TimeSpan Night = TimeSpan.FromHours(12);

    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var now = Instant.Now(clock);
        var since = now.Plus(-Night);
        var status = await desk.StatusAsync(ct);
        var seen = await reviews.SinceAsync(since, ct);
        Instant? from = since;
        var failed = await db.JobRuns.Where(old => old.Status == RunStatus.Failed && old.EndedAt >= from).Select(old => new { old.Id, old.Job }).ToListAsync(ct);
        var text = $"Broker link: {status.Broker.State}\nEngine: {status.StopReason ?? "running"}\n{DeskReviews.Text(seen)}"
            + $"Failed jobs: {(failed.Count == 0 ? "none" : string.Join(", ", failed.Select(old => $"{old.Job} ({old.Id})")))}\n";
        run.Write(text);
        var isCalm = failed.Count == 0 && status.StopReason is null && seen.All(review => review.InDoubt.Count + review.Anomalies.Count == 0);
        var told = await notifier.TellAsync(new(Topics.Digest, isCalm ? Severity.Info : Severity.Warning, $"Night report {now.ToDateTimeOffset():yyyy-MM-dd}", text, $"night:{now.ToDateTimeOffset():yyyyMMdd}"), ct);
        return new { since, broker = status.Broker.State, firms = seen, failedJobs = failed.Count, told };
    }
}

/// <summary>The day in a few lines.</summary>
internal sealed class DigestJob(DeskReviews reviews, SettingsDb db, Notifier notifier, TimeProvider clock) : IJob<NoArgs>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var now = Instant.Now(clock);
        var seen = await reviews.SinceAsync(now.Plus(-Day), ct);
        Instant? from = now.Plus(-Day);
        var ended = await db.JobRuns.Where(old => old.EndedAt >= from).GroupBy(old => old.Status)
            .Select(group => new { Status = group.Key, Count = group.Count() }).ToListAsync(ct);
        var jobs = ended.Count == 0 ? "none" : string.Join(", ", ended.OrderBy(group => group.Status).Select(group => $"{group.Count} {group.Status}"));
        var text = $"{DeskReviews.Text(seen)}Jobs of the last day: {jobs}\n";
        run.Write(text);
        var told = await notifier.TellAsync(new(Topics.Digest, Severity.Info, $"Daily digest {now.ToDateTimeOffset():yyyy-MM-dd}", text, $"digest:{now.ToDateTimeOffset():yyyyMMdd}"), ct);
        return new { firms = seen, told };
    }
}
