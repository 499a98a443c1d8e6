using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 50: a bar of five seconds; Volume and Wap are null, Count is -1, where there are no trades.</summary>
public sealed record RealTimeBars(
    int ReqId,
    long Time,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal? Volume,
    decimal? Wap,
    int Count) : TwsReply
{
    private const int Version = 3;

    internal static RealTimeBars Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Time: fields.ReadLong("time"),
            Open: fields.ReadDouble("open"),
            High: fields.ReadDouble("high"),
            Low: fields.ReadDouble("low"),
            Close: fields.ReadDouble("close"),
            Volume: fields.ReadSizeOrNull("volume"),
            Wap: fields.ReadSizeOrNull("wap"),
            Count: fields.ReadInt("count"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.RealTimeBars);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteLong(Time);
        fields.WriteDouble(Open);
        fields.WriteDouble(High);
        fields.WriteDouble(Low);
        fields.WriteDouble(Close);
        fields.WriteSize(Volume);
        fields.WriteSize(Wap);
        fields.WriteInt(Count);
    }
}
