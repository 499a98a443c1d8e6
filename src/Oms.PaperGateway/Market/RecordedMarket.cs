using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Market;

/// <summary>A market recorded in CSV files, to be played in place of the invented one.</summary>
public sealed class RecordedMarket
{
    private readonly IReadOnlyDictionary<int, MarketTape> tapes;

    private RecordedMarket(IReadOnlyDictionary<int, MarketTape> tapes) => this.tapes = tapes;

    public static RecordedMarket None { get; } = new(new Dictionary<int, MarketTape>());

    /// <summary>Null when nothing is recorded.</summary>
    public DateTimeOffset? Begins => tapes.Count == 0 ? null : tapes.Values.Min(t => t.Begins);

    /// <summary>The symbols that it knows, with its first and last moment.</summary>
    public string Summary => string.Join(", ", tapes.OrderBy(t => t.Key).Select(
        t => $"{new InstrumentCatalog(InstrumentTable.All).Find(t.Key)?.LocalSymbol} {t.Value.Begins:u} to {t.Value.Ends:u}"));

    /// <summary>Reads one file. Its header says whether its rows are bars, trades or quotes.</summary>
    /// <exception cref="FormatException">A line cannot be understood; the message says which and why.</exception>
    public static RecordedMarket Parse(IEnumerable<string> lines) =>
        new(TapeFile.Read(lines, new InstrumentCatalog(InstrumentTable.All)));

    /// <summary>Both; where both know an instrument, the other one's tape is played.</summary>
    public RecordedMarket With(RecordedMarket other)
    {
        var both = new Dictionary<int, MarketTape>(tapes);
        foreach (var (conId, tape) in other.tapes) both[conId] = tape;
        return new(both);
    }

    /// <summary>A copy that begins at a time of its own, and has not been played.</summary>
    internal IReadOnlyDictionary<int, MarketTape> From(DateTimeOffset? start)
    {
        var shift = start is { } at && Begins is { } begins ? at - begins : TimeSpan.Zero;
        return tapes.ToDictionary(t => t.Key, t => t.Value.Shift(shift));
    }
}
