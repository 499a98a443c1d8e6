using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 58: what follows is 1 live, 2 frozen, 3 delayed, 4 delayed-frozen.</summary>
public sealed record MarketDataType(int ReqId, int DataType) : TwsReply
{
    private const int Version = 1;

    internal static MarketDataType Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            DataType: fields.ReadInt("marketDataType"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.MarketDataType);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteInt(DataType);
    }
}
