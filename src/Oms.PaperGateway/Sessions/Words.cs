using System.Globalization;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Sessions;

/// <summary>The words and time texts of the TWS protocol for what the books hold as types.</summary>
internal static class Words
{
    private const string Zone = "US/Eastern";

    /// <summary>Vendor enumerations know several spellings.</summary>
    public static OrdType? OrdTypeOf(string text) => text.ToUpperInvariant() switch
    {
        "MKT" or "MARKET" or "MKT PRT" => OrdType.Market,
        "LMT" or "LIMIT" => OrdType.Limit,
        "STP" or "STOP" or "STP PRT" => OrdType.Stop,
        "STP LMT" or "STPLMT" => OrdType.StopLimit,
        "TRAIL" => OrdType.Trail,
        "TRAIL LIMIT" or "TRAILLMT" or "TRAILLIMIT" => OrdType.TrailLimit,
        "MIT" => OrdType.MarketIfTouched,
        "LIT" => OrdType.LimitIfTouched,
        "MTL" or "MKTTOLMT" => OrdType.MarketToLimit,
        "MOC" or "MKTCLS" => OrdType.MarketOnClose,
        "LOC" or "LMTCLS" => OrdType.LimitOnClose,
        "REL" or "RELATIVE" => OrdType.Relative,
        "MIDPRICE" => OrdType.MidPrice,
        "PEG MID" or "PEGMID" => OrdType.PegMid,
        "PEG MKT" or "PEGMKT" => OrdType.PegMarket,
        _ => null,
    };

    public static string Text(OrdType type) => type switch
    {
        OrdType.Market => "MKT",
        OrdType.Limit => "LMT",
        OrdType.Stop => "STP",
        OrdType.StopLimit => "STP LMT",
        OrdType.Trail => "TRAIL",
        OrdType.TrailLimit => "TRAIL LIMIT",
        OrdType.MarketIfTouched => "MIT",
        OrdType.LimitIfTouched => "LIT",
        OrdType.MarketToLimit => "MTL",
        OrdType.MarketOnClose => "MOC",
        OrdType.LimitOnClose => "LOC",
        OrdType.Relative => "REL",
        OrdType.MidPrice => "MIDPRICE",
        OrdType.PegMid => "PEG MID",
        _ => "PEG MKT",
    };

    public static Side? SideOf(string action) => action switch
    {
        "BUY" => Side.Buy,
        "SELL" or "SSHORT" or "SLONG" => Side.Sell,
        _ => null,
    };

    public static TimeInForce? TifOf(string text) =>
        text.Length == 0 ? TimeInForce.Day
        : Enum.TryParse<TimeInForce>(text, ignoreCase: true, out var tif) && Enum.IsDefined(tif) ? tif
        : null;

    public static string Text(TimeInForce tif) => tif.ToString().ToUpperInvariant();

    public static string Bought(Side side) => side is Side.Buy ? "BOT" : "SLD";

    /// <summary>yyyyMMdd HH:mm:ss and the zone, in New York time.</summary>
    public static string Time(DateTimeOffset at) =>
        TradingCalendar.ToNewYork(at).ToString("yyyyMMdd HH:mm:ss", CultureInfo.InvariantCulture) + " " + Zone;

    /// <summary>
    /// `yyyyMMdd-HH:mm:ss` is UTC; `yyyyMMdd HH:mm:ss ZONE` names its zone, New York when it does not.
    /// </summary>
    public static DateTimeOffset? ReadTime(string text)
    {
        if (Parse(text, "yyyyMMdd-HH:mm:ss") is { } utc) return new DateTimeOffset(utc, TimeSpan.Zero);
        var parts = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return null;
        var clock = parts.Length > 1 ? parts[1] : "00:00:00";
        if (Parse($"{parts[0]} {clock}", "yyyyMMdd HH:mm:ss") is not { } local) return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(parts.Length > 2 ? parts[2] : Zone, out var zone)) return null;
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static DateTime? Parse(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
