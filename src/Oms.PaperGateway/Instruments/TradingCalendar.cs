namespace Oms.PaperGateway.Instruments;

/// <summary>Whether the paper market keeps the hours of the real exchanges.</summary>
public enum HoursMode
{
    /// <summary>Every instrument trades around the clock, so that a demo on a Sunday fills.</summary>
    Continuous,

    /// <summary>The hours and holidays of the exchange.</summary>
    Exchange,
}

/// <summary>One uninterrupted stretch of trading, in UTC.</summary>
internal readonly record struct Session(DateTimeOffset Opens, DateTimeOffset Closes)
{
    public bool Contains(DateTimeOffset now) => Opens <= now && now < Closes;
}

/// <summary>When instruments trade, and when a day order of theirs ends.</summary>
internal sealed class TradingCalendar(HoursMode mode)
{
    // The longest closure is a holiday next to a weekend.
    private const int DaysAhead = 7;
    private static readonly TimeOnly dayRoll = new(17, 0);
    private static readonly TimeZoneInfo newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public HoursMode Mode => mode;

    public static DateTimeOffset ToNewYork(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, newYork);

    /// <summary>The day to which trades are booked: it changes at 17:00 in New York.</summary>
    public static DateOnly TradeDate(DateTimeOffset now)
    {
        var local = ToNewYork(now);
        var date = DateOnly.FromDateTime(local.DateTime);
        return TimeOnly.FromDateTime(local.DateTime) >= dayRoll ? date.AddDays(1) : date;
    }

    /// <summary>Executions are served from here on: the last midnight in New York.</summary>
    public static DateTimeOffset Midnight(DateTimeOffset now) =>
        At(DateOnly.FromDateTime(ToNewYork(now).DateTime), TimeOnly.MinValue);

    public bool IsOpen(Instrument instrument, DateTimeOffset now, bool outsideRth) =>
        mode is HoursMode.Continuous || Sessions(instrument, now, outsideRth).Any(s => s.Contains(now));

    /// <summary>When the session that is running, or the next one, opens.</summary>
    public DateTimeOffset NextOpen(Instrument instrument, DateTimeOffset now, bool outsideRth) =>
        mode is HoursMode.Continuous ? now : Sessions(instrument, now, outsideRth).First(s => s.Closes > now).Opens;

    /// <summary>The end of the session that is running, or of the next one.</summary>
    public DateTimeOffset DayEnd(Instrument instrument, DateTimeOffset now, bool outsideRth) =>
        mode is HoursMode.Continuous
            ? At(TradeDate(now), dayRoll)
            : Sessions(instrument, now, outsideRth).First(s => s.Closes > now).Closes;

    public IEnumerable<Session> Sessions(Instrument instrument, DateTimeOffset now, bool outsideRth)
    {
        var today = DateOnly.FromDateTime(ToNewYork(now).DateTime);
        for (var date = today.AddDays(-1); date <= today.AddDays(DaysAhead); date = date.AddDays(1))
        {
            if (SessionOf(instrument, date, outsideRth) is { } session) yield return session;
        }
    }

    /// <summary>The session that trades for <paramref name="date"/>; null when it is closed that day.</summary>
    public Session? SessionOf(Instrument instrument, DateOnly date, bool outsideRth)
    {
        if (mode is HoursMode.Continuous)
            return new(At(date, TimeOnly.MinValue), At(date.AddDays(1), TimeOnly.MinValue));
        return instrument.SecType switch
        {
            SecType.Stock => StockSession(date, outsideRth),
            SecType.Future => OvernightSession(date, new TimeOnly(18, 0), dayRoll),
            _ => OvernightSession(date, new TimeOnly(17, 15), dayRoll),
        };
    }

    private static Session? StockSession(DateOnly date, bool outsideRth)
    {
        if (ExchangeHolidays.IsClosed(date)) return null;
        var early = ExchangeHolidays.IsEarlyClose(date);
        return outsideRth
            ? new(At(date, new TimeOnly(4, 0)), At(date, early ? dayRoll : new TimeOnly(20, 0)))
            : new(At(date, new TimeOnly(9, 30)), At(date, early ? new TimeOnly(13, 0) : new TimeOnly(16, 0)));
    }

    // Futures and currencies open on the evening before; their week runs from Sunday evening to Friday evening.
    private static Session? OvernightSession(DateOnly date, TimeOnly opens, TimeOnly closes) =>
        date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? null
            : new(At(date.AddDays(-1), opens), At(date, closes));

    /// <summary>A time of day in New York.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, newYork.GetUtcOffset(local)).ToUniversalTime();
    }
}
