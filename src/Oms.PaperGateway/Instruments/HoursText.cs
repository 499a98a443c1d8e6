using System.Globalization;

namespace Oms.PaperGateway.Instruments;

/// <summary>Writes trading hours as contract details carry them: one entry per day, in the instrument's zone.</summary>
internal static class HoursText
{
    private const int DaysShown = 6;

    public static string Of(TradingCalendar calendar, Instrument instrument, DateTimeOffset now, bool liquid)
    {
        var today = DateOnly.FromDateTime(TradingCalendar.ToNewYork(now).DateTime);
        var days = Enumerable.Range(0, DaysShown).Select(today.AddDays);
        return string.Join(';', days.Select(date => Entry(calendar, instrument, date, liquid)));
    }

    private static string Entry(TradingCalendar calendar, Instrument instrument, DateOnly date, bool liquid)
    {
        var day = date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (calendar.Mode is HoursMode.Continuous) return $"{day}:0000-{day}:2359";
        if (calendar.SessionOf(instrument, date, outsideRth: !liquid) is not { } session) return $"{day}:CLOSED";
        return $"{Local(session.Opens, instrument)}-{Local(session.Closes, instrument)}";
    }

    private static string Local(DateTimeOffset instant, Instrument instrument)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(instrument.TimeZoneId);
        return TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyyMMdd:HHmm", CultureInfo.InvariantCulture);
    }
}
