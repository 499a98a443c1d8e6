using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>One bar. Volume, Wap and BarCount are -1 where they do not apply.</summary>
public sealed record HistoricalBar(string Date, decimal Open, decimal High, decimal Low, decimal Close)
{
    public decimal? Volume { get; init; }
    public decimal? Wap { get; init; }
    public int BarCount { get; init; }

    internal static HistoricalBar Read(ref FieldReader fields) => new(
        Date: fields.ReadText("bar.date"),
        Open: fields.ReadDouble("bar.open"),
        High: fields.ReadDouble("bar.high"),
        Low: fields.ReadDouble("bar.low"),
        Close: fields.ReadDouble("bar.close"))
    {
        Volume = fields.ReadDecimalOrNull("bar.volume"),
        Wap = fields.ReadDecimalOrNull("bar.wap"),
        BarCount = fields.ReadInt("bar.barCount"),
    };

    internal void Write(FieldWriter fields)
    {
        fields.WriteText(Date);
        fields.WriteDouble(Open);
        fields.WriteDouble(High);
        fields.WriteDouble(Low);
        fields.WriteDouble(Close);
        fields.WriteDecimal(Volume);
        fields.WriteDecimal(Wap);
        fields.WriteInt(BarCount);
    }
}
