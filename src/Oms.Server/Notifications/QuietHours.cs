using Oms.Storage.Jobs;
using Oms.Trading;

namespace Oms.Server.Notifications;

/// <summary>When a channel is not to be disturbed. What is critical is told all the same.</summary>
internal static class QuietHours
{
    public const int MinutesOfDay = 24 * 60;

    /// <returns>When a message of now may be sent.</returns>
    public static Instant DueAt(NotificationChannel channel, Severity severity, Instant now)
    {
        if (severity is Severity.Critical || channel is not { QuietFrom: { } from, QuietTo: { } to } || from == to) return now;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(channel.TimeZone);
        var local = TimeZoneInfo.ConvertTime(now.ToDateTimeOffset(), zone);
        var minute = local.Hour * 60 + local.Minute;
        var isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
        if (!isQuiet) return now;
        var end = local.Date.AddMinutes(to);
        if (minute >= to) end = end.AddDays(1);
        while (zone.IsInvalidTime(end)) end = end.AddMinutes(15); // The hour that the clocks leave out.
        return Instant.From(new DateTimeOffset(end, zone.GetUtcOffset(end)));
    }
}
