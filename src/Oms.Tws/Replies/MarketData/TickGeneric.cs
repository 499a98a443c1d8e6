using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 45: a number that is neither price nor size.</summary>
public sealed record TickGeneric(int ReqId, int TickType, decimal? Value) : TwsReply
{
    private const int Version = 6;

    internal static TickGeneric Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            TickType: fields.ReadInt("tickType"),
            Value: fields.ReadDoubleOrNull("value"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickGeneric);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteInt(TickType);
        fields.WriteDouble(Value);
    }
}
