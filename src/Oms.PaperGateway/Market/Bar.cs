namespace Oms.PaperGateway.Market;

/// <summary>What happened in one stretch of time.</summary>
internal sealed record Bar(DateTimeOffset At, decimal Open, decimal High, decimal Low, decimal Close)
{
    public decimal Volume { get; init; }
    public decimal Value { get; init; }
    public int Count { get; init; }

    public decimal Wap => Volume == 0 ? Close : Value / Volume;

    public Bar With(decimal price, decimal size) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
        Volume = Volume + size,
        Value = Value + price * size,
        Count = Count + (size > 0 ? 1 : 0),
    };

    public Bar Then(Bar next) => this with
    {
        High = Math.Max(High, next.High),
        Low = Math.Min(Low, next.Low),
        Close = next.Close,
        Volume = Volume + next.Volume,
        Value = Value + next.Value,
        Count = Count + next.Count,
    };
}

/// <summary>The bars of one length that the market has lived through, the last of them unfinished.</summary>
internal sealed class BarSeries(TimeSpan length, int kept)
{
    private readonly List<Bar> bars = [];

    public IReadOnlyList<Bar> Bars => bars;

    /// <summary>A trade, or with no size a quote; quotes open bars in which nothing trades.</summary>
    public void Add(DateTimeOffset at, decimal price, decimal size)
    {
        var start = Align(at, length);
        if (bars is [.., var last] && last.At == start)
        {
            if (size > 0 || last.Count == 0) bars[^1] = last.With(price, size);
            return;
        }
        bars.Add(new Bar(start, price, price, price, price).With(price, size));
        if (bars.Count > 2 * kept) bars.RemoveRange(0, bars.Count - kept);
    }

    public static DateTimeOffset Align(DateTimeOffset at, TimeSpan length) =>
        new(at.UtcTicks - at.UtcTicks % length.Ticks, TimeSpan.Zero);
}
