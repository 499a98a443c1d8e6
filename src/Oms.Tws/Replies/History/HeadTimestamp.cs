using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>
/// Reply 88: where the data of an instrument begins, as `yyyyMMdd-HH:mm:ss` in UTC or as seconds since 1970.
/// </summary>
public sealed record HeadTimestamp(int ReqId, string Time) : TwsReply
{
    internal static HeadTimestamp Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Time: fields.ReadText("headTimestamp"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.HeadTimestamp);
        fields.WriteInt(ReqId);
        fields.WriteText(Time);
    }
}
