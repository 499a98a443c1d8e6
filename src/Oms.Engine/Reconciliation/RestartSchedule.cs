using Oms.Trading;

namespace Oms.Engine.Reconciliation;

/// <summary>One planned restart: new orders stop at <see cref="FreezeAt"/>, the gateway goes at <see cref="RestartAt"/> and is expected back by <see cref="EndAt"/>.</summary>
public sealed record RestartWindow(Instant FreezeAt, Instant RestartAt, Instant EndAt)
{
    public bool Contains(Instant now) => FreezeAt <= now && now < EndAt;
}

/// <summary>
/// When the gateway restarts each day and asks for a sign-in each week, in the time zone in which the gateway is set up; clock changes are
/// those of that zone.
/// </summary>
public sealed class RestartSchedule(TimeOnly restart, TimeZoneInfo zone)
{
    /// <summary>How long before the restart new orders stop.</summary>
    public TimeSpan FreezeBefore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the gateway may take to be back; IB's own daily maintenance is over within minutes.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The day and time of the weekly sign-in; null where none is planned.</summary>
    public (DayOfWeek Day, TimeOnly At)? WeeklyLogin { get; init; }

    /// <summary>The window that contains this moment, else the next one.</summary>
    public RestartWindow At(Instant now)
    {
        var today = DateOnly.FromDateTime(Local(now));
        for (var day = today.AddDays(-1); ; day = day.AddDays(1))
        {
            var window = Window(Utc(day, restart));
            if (now < window.EndAt) return window;
        }
    }

    /// <summary>The next weekly sign-in after this moment.</summary>
    public Instant? NextLogin(Instant now)
    {
        if (WeeklyLogin is not { } login) return null;
        for (var day = DateOnly.FromDateTime(Local(now)); ; day = day.AddDays(1))
        {
            if (day.DayOfWeek != login.Day) continue;
            if (Utc(day, login.At) is var at && at > now) return at;
        }
    }

    private RestartWindow Window(Instant restartAt) => new(restartAt - FreezeBefore, restartAt, restartAt + Duration);

    private DateTime Local(Instant now) => TimeZoneInfo.ConvertTime(now.ToDateTimeOffset(), zone).DateTime;

    // A time that the clock change skips is taken an hour later; one that comes twice, the first time.
    private Instant Utc(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return Instant.From(new DateTimeOffset(local, offset));
    }
}
