using System.Globalization;
using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Market;

/// <summary>
/// Reads recorded markets from CSV: bars (`time,symbol,open,high,low,close,volume`), trades
/// (`time,symbol,price,size`) or quotes (`time,symbol,bid,ask,bidSize,askSize`). The header says which; columns may
/// stand in any order, and volume and sizes may be left out.
/// </summary>
internal sealed class TapeFile(InstrumentCatalog catalog)
{
    private const int BarPoints = 4;
    private static readonly TimeSpan shortestBar = TimeSpan.FromMilliseconds(BarPoints);
    private static readonly TimeSpan barByDefault = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, List<Row>> rows = [];
    private TapeColumns columns = TapeColumns.Read("time,symbol,price");

    private sealed record Row(DateTimeOffset At, string[] Cells, int Line);

    /// <summary>The tapes by contract id.</summary>
    /// <exception cref="FormatException">A line cannot be understood; the message says which and why.</exception>
    public static IReadOnlyDictionary<int, MarketTape> Read(IEnumerable<string> lines, InstrumentCatalog catalog)
    {
        var file = new TapeFile(catalog);
        file.ReadRows(lines);
        if (file.rows.Count == 0) throw new FormatException("there are no rows");
        return file.rows.ToDictionary(r => r.Key, r => file.TapeOf(catalog.Find(r.Key)!, r.Value)); // ReadRows found it.
    }

    private void ReadRows(IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (number == 1) columns = Named(number, () => TapeColumns.Read(line));
            else if (line.Trim().Length > 0) Named(number, () => Add(line.Split(','), number));
        }
    }

    private bool Add(string[] cells, int number)
    {
        var at = ReadTime(columns.Text(cells, "time"));
        var symbol = columns.Text(cells, "symbol");
        var instrument = catalog.All.FirstOrDefault(i => i.LocalSymbol == symbol || i.Symbol == symbol)
            ?? throw new FormatException($"no instrument '{symbol}'");
        if (!rows.TryGetValue(instrument.ConId, out var list)) rows[instrument.ConId] = list = [];
        if (list is [.., var last] && at < last.At) throw new FormatException($"{symbol} goes back in time");
        list.Add(new(at, cells, number));
        return true;
    }

    private MarketTape TapeOf(Instrument instrument, List<Row> list)
    {
        if (columns.IsBars) return new([.. BarsOf(instrument, list)]);
        return new([.. list.Select(r => Named(r.Line, () => columns.IsQuotes ? QuoteOf(r) : TradeOf(instrument, r)))]);
    }

    private TapePoint TradeOf(Instrument instrument, Row row) => new(
        row.At,
        OnTick(instrument, columns.Number(row.Cells, "price")),
        columns.NumberOrNull(row.Cells, "size") ?? instrument.SuggestedSizeIncrement);

    private TapePoint QuoteOf(Row row)
    {
        var (bid, ask) = (columns.Number(row.Cells, "bid"), columns.Number(row.Cells, "ask"));
        if (bid <= 0 || ask < bid) throw new FormatException($"bid {bid} and ask {ask} are no quote");
        var quote = new TapeQuote(
            bid, ask, columns.NumberOrNull(row.Cells, "bidSize"), columns.NumberOrNull(row.Cells, "askSize"));
        return new(row.At, (bid + ask) / 2, 0) { Quote = quote };
    }

    /// <summary>A bar is played as four trades: open, then the extreme away from the close, the other, close.</summary>
    private IEnumerable<TapePoint> BarsOf(Instrument instrument, List<Row> list)
    {
        var length = list.Zip(list.Skip(1), (a, b) => b.At - a.At).Where(l => l > TimeSpan.Zero)
            .DefaultIfEmpty(barByDefault).Min();
        if (length < shortestBar) throw new FormatException($"bars of {length} are too short");
        return list.SelectMany(row => Named(row.Line, () => BarOf(instrument, row, length)));
    }

    private TapePoint[] BarOf(Instrument instrument, Row row, TimeSpan length)
    {
        var (open, close) = (columns.Number(row.Cells, "open"), columns.Number(row.Cells, "close"));
        var (high, low) = (columns.Number(row.Cells, "high"), columns.Number(row.Cells, "low"));
        if (low <= 0 || low > Math.Min(open, close) || high < Math.Max(open, close))
            throw new FormatException($"open {open}, high {high}, low {low} and close {close} are no bar");
        decimal[] path = close >= open ? [open, low, high, close] : [open, high, low, close];
        var volume = columns.NumberOrNull(row.Cells, "volume") ?? BarPoints * instrument.SuggestedSizeIncrement;
        var part = Math.Floor(volume / BarPoints / instrument.SizeIncrement) * instrument.SizeIncrement;
        TimeSpan[] after = [TimeSpan.Zero, length / 3, length * 2 / 3, length - TimeSpan.FromMilliseconds(1)];
        return
        [
            .. path.Select((price, i) => new TapePoint(
                row.At + after[i],
                OnTick(instrument, price),
                i == BarPoints - 1 ? volume - part * (BarPoints - 1) : part)
            {
                LeadsOn = i < BarPoints - 1,
            }),
        ];
    }

    private static decimal OnTick(Instrument instrument, decimal price) =>
        price > 0 ? instrument.RoundToTick(price) : throw new FormatException($"{price} is no price");

    /// <summary>ISO 8601 (UTC where no zone is given), seconds or milliseconds since 1970, or New York time as IB writes it.</summary>
    private static DateTimeOffset ReadTime(string text)
    {
        const int millisecondDigits = 12;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) && text.Length > 8)
            return text.Length >= millisecondDigits
                ? DateTimeOffset.FromUnixTimeMilliseconds(epoch)
                : DateTimeOffset.FromUnixTimeSeconds(epoch);
        if (Sessions.Words.ReadTime(text) is { } written) return written;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at)
            ? at
            : throw new FormatException($"'{text}' is no time");
    }

    private static T Named<T>(int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new FormatException($"line {line}: {e.Message}", e);
        }
    }
}
