using System.Globalization;

namespace Oms.PaperGateway.Sessions;

/// <summary>The words for lengths of bars and of history.</summary>
internal static class BarSizes
{
    /// <summary>`5 mins`, `1 hour`, `1 day`; null for what IB does not offer.</summary>
    public static TimeSpan? Length(string setting) => setting switch
    {
        "1 secs" or "1 sec" => TimeSpan.FromSeconds(1),
        "5 secs" => TimeSpan.FromSeconds(5),
        "10 secs" => TimeSpan.FromSeconds(10),
        "15 secs" => TimeSpan.FromSeconds(15),
        "30 secs" => TimeSpan.FromSeconds(30),
        "1 min" => TimeSpan.FromMinutes(1),
        "2 mins" => TimeSpan.FromMinutes(2),
        "3 mins" => TimeSpan.FromMinutes(3),
        "5 mins" => TimeSpan.FromMinutes(5),
        "10 mins" => TimeSpan.FromMinutes(10),
        "15 mins" => TimeSpan.FromMinutes(15),
        "20 mins" => TimeSpan.FromMinutes(20),
        "30 mins" => TimeSpan.FromMinutes(30),
        "1 hour" => TimeSpan.FromHours(1),
        "2 hours" => TimeSpan.FromHours(2),
        "3 hours" => TimeSpan.FromHours(3),
        "4 hours" => TimeSpan.FromHours(4),
        "8 hours" => TimeSpan.FromHours(8),
        "1 day" => TimeSpan.FromDays(1),
        "1 week" or "1W" => TimeSpan.FromDays(7),
        "1 month" or "1M" => TimeSpan.FromDays(30),
        _ => null,
    };

    /// <summary>`3600 S`, `1 D`, `2 W`, `6 M`, `1 Y`.</summary>
    public static TimeSpan? Duration(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2) return null;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        return parts[1] switch
        {
            "S" => TimeSpan.FromSeconds(count),
            "D" => TimeSpan.FromDays(count),
            "W" => TimeSpan.FromDays(7 * count),
            "M" => TimeSpan.FromDays(30 * count),
            "Y" => TimeSpan.FromDays(365 * count),
            _ => null,
        };
    }
}
