using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 76: ends the answer to reqSecDefOptParams.</summary>
public sealed record SecDefOptParamEnd(int ReqId) : TwsReply
{
    internal static SecDefOptParamEnd Read(ref FieldReader fields, int serverVersion) =>
        new(ReqId: fields.ReadInt("reqId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.SecDefOptParamEnd);
        fields.WriteInt(ReqId);
    }
}
