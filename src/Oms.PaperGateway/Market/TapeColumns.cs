using System.Globalization;

namespace Oms.PaperGateway.Market;

/// <summary>The header of a recorded market: which column is where, and so what the rows are.</summary>
internal sealed class TapeColumns
{
    private static readonly string[] bars = ["open", "high", "low", "close"];
    private static readonly string[] quotes = ["bid", "ask"];
    private static readonly string[] optional = ["volume", "size", "bidSize", "askSize"];

    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);

    private TapeColumns(string header)
    {
        foreach (var (place, name) in header.Split(',').Index()) places[name.Trim()] = place;
    }

    public bool IsBars => bars.All(places.ContainsKey);
    public bool IsQuotes => quotes.All(places.ContainsKey);

    public static TapeColumns Read(string header)
    {
        var columns = new TapeColumns(header);
        var isKnown = columns.IsBars || columns.IsQuotes || columns.places.ContainsKey("price");
        if (!isKnown || !columns.places.ContainsKey("time") || !columns.places.ContainsKey("symbol"))
            throw new FormatException(
                "the header names time, symbol, and either open, high, low, close, or price, or bid, ask");
        string[] known = ["time", "symbol", .. bars, "price", .. quotes, .. optional];
        if (columns.places.Keys.FirstOrDefault(k => !known.Contains(k, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new FormatException($"no column '{unknown}' is known");
        return columns;
    }

    public string Text(string[] cells, string name) =>
        places.TryGetValue(name, out var place) && place < cells.Length ? cells[place].Trim() : "";

    public decimal Number(string[] cells, string name) =>
        NumberOrNull(cells, name) ?? throw new FormatException($"{name} is missing");

    public decimal? NumberOrNull(string[] cells, string name) => Text(cells, name) is not { Length: > 0 } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number
        : throw new FormatException($"{name} is a number from 0 on, not '{text}'");
}
