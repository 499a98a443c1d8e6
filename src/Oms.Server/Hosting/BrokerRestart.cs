using System.Globalization;
using Oms.Engine.Reconciliation;

namespace Oms.Server.Hosting;

/// <summary>Reads when the gateway restarts each day and asks for a sign-in each week.</summary>
internal static class BrokerRestart
{
    private const int MinutesDefault = 5;
    private const int MinutesMax = 120;

    /// <summary>Null where <c>IB_RESTART_TIME</c> is not set: the paper gateway does not restart by itself.</summary>
    /// <exception cref="SettingException">A time, zone or number cannot be read.</exception>
    public static RestartSchedule? From(Variables variables)
    {
        if (variables.Read("IB_RESTART_TIME") is not { } text) return null;
        return new(TimeOf("IB_RESTART_TIME", text), ZoneOf(variables.Read("IB_TIME_ZONE") ?? "America/New_York"))
        {
            FreezeBefore = TimeSpan.FromMinutes(variables.Number("IB_FREEZE_MINUTES", MinutesDefault, 1, MinutesMax)),
            Duration = TimeSpan.FromMinutes(variables.Number("IB_RESTART_MINUTES", MinutesDefault, 1, MinutesMax)),
            WeeklyLogin = variables.Read("IB_WEEKLY_LOGIN") is { } login ? LoginOf(login) : null,
        };
    }

    private static TimeOnly TimeOf(string name, string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new SettingException(name, $"is a time like 23:45, not '{text}'");

    private static TimeZoneInfo ZoneOf(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new SettingException("IB_TIME_ZONE", $"is a time zone like America/New_York, not '{id}'");

    private static (DayOfWeek, TimeOnly) LoginOf(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var day, var time] && Enum.TryParse<DayOfWeek>(day, true, out var weekday)
            ? (weekday, TimeOf("IB_WEEKLY_LOGIN", time))
            : throw new SettingException("IB_WEEKLY_LOGIN", $"is a day and a time like Sunday 18:00, not '{text}'");
}
