using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>One bar. Volume and Wap are null, BarCount is -1, where there are no trades.</summary>
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
        Volume = fields.ReadSizeOrNull("bar.volume"),
        Wap = fields.ReadSizeOrNull("bar.wap"),
        BarCount = fields.ReadInt("bar.barCount"),
    };

    internal void Write(FieldWriter fields)
    {
        fields.WriteText(Date);
        fields.WriteDouble(Open);
        fields.WriteDouble(High);
        fields.WriteDouble(Low);
        fields.WriteDouble(Close);
        fields.WriteSize(Volume);
        fields.WriteSize(Wap);
        fields.WriteInt(BarCount);
    }
}
