using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 46: a text tick.</summary>
public sealed record TickString(int ReqId, int TickType, string Value) : TwsReply
{
    private const int Version = 6;

    internal static TickString Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            TickType: fields.ReadInt("tickType"),
            Value: fields.ReadText("value"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickString);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteInt(TickType);
        fields.WriteText(Value);
    }
}
