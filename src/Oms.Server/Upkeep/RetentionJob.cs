using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Oms.Server.Jobs;
using Oms.Server.Reports;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Upkeep;

/// <summary>How long things are kept, in days.</summary>
internal sealed record RetentionArgs
{
    [Description("Runs and their logs"), Range(1, 3650)]
    public int RunDays { get; init; } = 90;

    [Description("Delivered and dead messages"), Range(1, 3650)]
    public int MessageDays { get; init; } = 30;

    [Description("Reports and exports with their files"), Range(1, 3650)]
    public int ReportDays { get; init; } = 730;
}

/// <summary>Deletes what is old: runs, messages, reports. The journal is kept for ever. Prices are kept in memory alone, so none grow old.</summary>
internal sealed class RetentionJob(SettingsDb db, MediaStore media, TimeProvider clock) : IJob<RetentionArgs>
{
    private const int BatchMax = 5000;

    public async Task<object?> RunAsync(RetentionArgs args, JobContext run, CancellationToken ct)
    {
        var runs = await RunsAsync(Before(args.RunDays), run, ct);
        Instant? messages = Before(args.MessageDays);
        var told = await db.Notifications.Where(message => message.Status != DeliveryStatus.Pending && message.CreatedAt < messages).ExecuteDeleteAsync(ct);
        var sent = await db.WebhookDeliveries.Where(delivery => delivery.Status != DeliveryStatus.Pending && delivery.CreatedAt < messages).ExecuteDeleteAsync(ct);
        return new { runs, notifications = told, deliveries = sent, reports = await ReportsAsync(Before(args.ReportDays), ct) };
    }

    private Instant Before(int days) => Instant.Now(clock).Plus(TimeSpan.FromDays(-days));

    // In parts, so that nobody waits long for a lock.
    private async Task<int> RunsAsync(Instant before, JobContext run, CancellationToken ct)
    {
        var deleted = 0;
        while (true)
        {
            var ids = await db.JobRuns.Where(old => old.EndedAt != null && old.EndedAt < before).OrderBy(old => old.EndedAt).Select(old => old.Id)
                .Take(BatchMax).ToListAsync(ct);
            if (ids.Count == 0) return deleted;
            deleted += await db.JobRuns.Where(old => ids.Contains(old.Id)).ExecuteDeleteAsync(ct);
            run.Report(0, $"{deleted} runs deleted");
        }
    }

    private async Task<int> ReportsAsync(Instant before, CancellationToken ct)
    {
        var old = await db.Reports.Where(report => report.CreatedAt < before).ToListAsync(ct);
        foreach (var report in old) File.Delete(media.PathOf(report.Path));
        db.Reports.RemoveRange(old);
        await db.SaveChangesAsync(ct);
        return old.Count;
    }
}
