using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 90: the newest bar again, as it grows.</summary>
public sealed record HistoricalDataUpdate(
    int ReqId,
    int BarCount,
    string Date,
    decimal Open,
    decimal Close,
    decimal High,
    decimal Low,
    decimal? Wap,
    decimal? Volume) : TwsReply
{
    internal static HistoricalDataUpdate Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        BarCount: fields.ReadInt("barCount"),
        Date: fields.ReadText("date"),
        Open: fields.ReadDouble("open"),
        Close: fields.ReadDouble("close"),
        High: fields.ReadDouble("high"),
        Low: fields.ReadDouble("low"),
        Wap: fields.ReadSizeOrNull("wap"),
        Volume: fields.ReadSizeOrNull("volume"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.HistoricalDataUpdate);
        fields.WriteInt(ReqId);
        fields.WriteInt(BarCount);
        fields.WriteText(Date);
        fields.WriteDouble(Open);
        fields.WriteDouble(Close);
        fields.WriteDouble(High);
        fields.WriteDouble(Low);
        fields.WriteSize(Wap);
        fields.WriteSize(Volume);
    }
}
