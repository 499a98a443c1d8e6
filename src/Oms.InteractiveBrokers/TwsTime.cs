using System.Globalization;
using Oms.Trading;

namespace Oms.InteractiveBrokers;

/// <summary>Times as TWS writes them: <c>yyyyMMdd HH:mm:ss ZONE</c>, or <c>yyyyMMdd-HH:mm:ss</c> in UTC.</summary>
internal static class TwsTime
{
    private static readonly string[] Local = ["yyyyMMdd HH:mm:ss", "yyyyMMdd  HH:mm:ss"];

    /// <summary>False when the text is no such time, or names a zone that this machine does not know, or no zone at all.</summary>
    public static bool TryParse(string text, out Instant time)
    {
        time = default;
        if (DateTime.TryParseExact(text, "yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var utc))
        {
            time = Instant.From(new(utc, TimeSpan.Zero));
            return true;
        }

        var zoneAt = text.LastIndexOf(' ');
        if (zoneAt < 0 || !TimeZoneInfo.TryFindSystemTimeZoneById(text[(zoneAt + 1)..], out var zone)) return false;
        if (!DateTime.TryParseExact(text[..zoneAt].TrimEnd(), Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return false;
        time = Instant.From(new DateTimeOffset(local, zone.GetUtcOffset(local)));
        return true;
    }
}
