using Microsoft.EntityFrameworkCore;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Notifications;

/// <summary>Hands a message to every channel that asked for its kind; the pump sends it.</summary>
internal sealed class Notifier(IServiceScopeFactory scopes, TimeProvider clock)
{
    public const int SubjectMax = 200;
    public const int BodyMax = 8000;

    /// <returns>How many channels will be told.</returns>
    public async Task<int> TellAsync(Message message, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var channels = await db.NotificationChannels.AsNoTracking().Where(channel => channel.Enabled).ToListAsync(ct);
        var now = await db.NowAsync(clock, ct);
        var told = 0;
        foreach (var channel in channels.Where(channel => Wants(channel, message)))
        {
            if (message.OnceKey is { } key && await db.Notifications.AnyAsync(known => known.ChannelId == channel.Id && known.OnceKey == key, ct)) continue;
            db.Notifications.Add(For(channel, message, now));
            told++;
        }

        await db.SaveChangesAsync(ct);
        return told;
    }

    public static Notification For(NotificationChannel channel, Message message, Instant now) => new()
    {
        ChannelId = channel.Id,
        Topic = message.Topic,
        Severity = message.Severity,
        Subject = message.Subject.Length <= SubjectMax ? message.Subject : message.Subject[..SubjectMax],
        Body = message.Body.Length <= BodyMax ? message.Body : message.Body[..BodyMax] + "…",
        OnceKey = message.OnceKey,
        CreatedAt = now,
        DueAt = QuietHours.DueAt(channel, message.Severity, now),
    };

    private static bool Wants(NotificationChannel channel, Message message) =>
        message.Severity >= channel.SeverityMin
        && (channel.Topics.Length == 0 || channel.Topics.Split(' ').Contains(message.Topic, StringComparer.Ordinal));
}
