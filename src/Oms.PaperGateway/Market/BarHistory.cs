using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Market;

/// <summary>
/// The past of an instrument. What the market has lived through is as it was; what lies before is invented from the
/// seed, the same every time, and meets the lived part at its first price.
/// </summary>
internal sealed class BarHistory(Instrument instrument, ulong seed)
{
    private const int HourOfSeconds = 720;
    private const int DaysOfMinutes = 5 * 1440;

    // Waves of noise: the longer, the higher. Heights are in daily movements.
    private static readonly (TimeSpan Period, decimal Height)[] waves =
    [
        (TimeSpan.FromDays(60), 6m),
        (TimeSpan.FromDays(10), 2.5m),
        (TimeSpan.FromDays(1), 1m),
        (TimeSpan.FromHours(4), 0.4m),
        (TimeSpan.FromMinutes(30), 0.15m),
        (TimeSpan.FromMinutes(4), 0.06m),
        (TimeSpan.FromSeconds(30), 0.025m),
    ];

    private readonly BarSeries fiveSeconds = new(TimeSpan.FromSeconds(5), HourOfSeconds);
    private readonly BarSeries minutes = new(TimeSpan.FromMinutes(1), DaysOfMinutes);

    /// <summary>Bars of five seconds, the last one unfinished.</summary>
    public IReadOnlyList<Bar> FiveSeconds => fiveSeconds.Bars;

    public void Add(DateTimeOffset at, decimal price, decimal size)
    {
        fiveSeconds.Add(at, price, size);
        minutes.Add(at, price, size);
    }

    /// <summary>
    /// The bar of <paramref name="length"/> that begins at <paramref name="start"/>, as far as it has come by now.
    /// </summary>
    public Bar At(DateTimeOffset start, TimeSpan length)
    {
        var lived = length < TimeSpan.FromMinutes(1) ? fiveSeconds.Bars : minutes.Bars;
        var end = start + length;
        Bar? bar = null;
        if (lived.Count == 0 || start < lived[0].At)
            bar = Invented(start, lived.Count > 0 && lived[0].At < end ? lived[0].At : end, lived);
        for (var i = FirstFrom(lived, start); i < lived.Count && lived[i].At < end; i++)
            bar = bar is null ? lived[i] : bar.Then(lived[i]);
        return bar ?? Invented(start, end, lived);
    }

    private Bar Invented(DateTimeOffset start, DateTimeOffset end, IReadOnlyList<Bar> lived)
    {
        var (joinAt, joinPx) = lived.Count > 0 ? (lived[0].At, lived[0].Open) : (end, instrument.AnchorPx);
        var quarter = (end - start) / 4;
        decimal[] path = [.. Enumerable.Range(0, 5).Select(i => PriceAt(start + i * quarter, joinAt, joinPx))];
        var minutesLong = (decimal)(end - start).TotalMinutes;
        var volume = Math.Round(
            instrument.LevelSize * minutesLong * 20 * (0.5m + Noise(99, start.Ticks)), 0, MidpointRounding.ToZero);
        return new Bar(start, path[0], path.Max(), path.Min(), path[^1])
        {
            Volume = volume,
            Value = volume * path[2],
            Count = (int)Math.Min(int.MaxValue, minutesLong * 84) + 1,
        };
    }

    private decimal PriceAt(DateTimeOffset at, DateTimeOffset joinAt, decimal joinPx)
    {
        var change = (Level(at) - Level(joinAt)) * instrument.DailyMove;
        return instrument.RoundToTick(joinPx * Math.Max(0.2m, 1 + change));
    }

    private decimal Level(DateTimeOffset at)
    {
        var level = 0m;
        for (var wave = 0; wave < waves.Length; wave++)
        {
            var (period, height) = waves[wave];
            var slot = at.Ticks / period.Ticks;
            var part = (decimal)(at.Ticks % period.Ticks) / period.Ticks;
            var smooth = part * part * (3 - 2 * part);
            var before = Noise(wave, slot);
            level += height * (before + (Noise(wave, slot + 1) - before) * smooth);
        }
        return level;
    }

    /// <summary>A number from zero to one that depends on nothing but its place.</summary>
    private decimal Noise(int wave, long slot) =>
        new SeededRandom(
            unchecked(seed * 31 + (ulong)instrument.ConId * 1_000_003 + (ulong)wave * 7_919 + (ulong)slot)).Uniform();

    private static int FirstFrom(IReadOnlyList<Bar> bars, DateTimeOffset start)
    {
        var (low, high) = (0, bars.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (bars[middle].At < start) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
