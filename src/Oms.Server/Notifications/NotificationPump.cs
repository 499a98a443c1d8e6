using Microsoft.EntityFrameworkCore;
using Oms.Server.Jobs;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Notifications;

/// <summary>Sends what waits, in one process at a time. What fails is tried again, less and less often, and given up as dead after the last try.</summary>
internal sealed class NotificationPump(
    ChannelSender sender, LeaderLoop leader, TimeProvider clock, ILogger<NotificationPump> logger) : BackgroundService
{
    public const int AttemptMax = 6;

    private const int Duty = 10;
    private const int BatchMax = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RateWindow = TimeSpan.FromHours(1);
    private static readonly RetryPolicy Retry = new(AttemptMax, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leader.RunAsync(Duty, Pause, PumpAsync, stoppingToken);

    private async Task PumpAsync(SettingsDb db, CancellationToken ct)
    {
        var now = await db.NowAsync(clock, ct);
        var due = await db.Notifications.Where(message => message.Status == DeliveryStatus.Pending && message.DueAt <= now)
            .OrderBy(message => message.DueAt).ThenBy(message => message.Id).Take(BatchMax).ToListAsync(ct);
        foreach (var message in due)
        {
            if (await db.NotificationChannels.FirstOrDefaultAsync(known => known.Id == message.ChannelId, ct) is not { } channel) continue;
            if (await NextRoomAsync(db, channel, message, now, ct) is { } later) message.DueAt = later;
            else await SendAsync(channel, message, now, ct);
            await db.SaveChangesAsync(ct);
        }

        db.ChangeTracker.Clear();
    }

    // A storm of alerts is spread over the hours to come; what is critical does not wait.
    private static async Task<Instant?> NextRoomAsync(
        SettingsDb db, NotificationChannel channel, Notification message, Instant now, CancellationToken ct)
    {
        if (message.Severity is Severity.Critical) return null;
        var since = now.Plus(-RateWindow);
        var sent = await db.Notifications.Where(known => known.ChannelId == channel.Id && known.DeliveredAt > since)
            .OrderBy(known => known.DeliveredAt).Select(known => known.DeliveredAt).ToListAsync(ct);
        return sent.Count < channel.RatePerHour ? null : (sent[0] ?? now).Plus(RateWindow);
    }

    private async Task SendAsync(NotificationChannel channel, Notification message, Instant now, CancellationToken ct)
    {
        message.Attempts++;
        try
        {
            await sender.SendAsync(channel, message, ct);
            (message.Status, message.DeliveredAt, message.LastError) = (DeliveryStatus.Delivered, now, null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            message.LastError = e.Message;
            Log.NotificationFailed(logger, message.Id, channel.Name, message.Attempts, e.Message);
            if (message.Attempts >= AttemptMax) message.Status = DeliveryStatus.Dead;
            else message.DueAt = now.Plus(Retry.DelayAfter(message.Attempts, 0.5));
        }
    }
}
