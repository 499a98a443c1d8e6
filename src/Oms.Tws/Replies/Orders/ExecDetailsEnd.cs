using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 55: ends the answer to reqExecutions.</summary>
public sealed record ExecDetailsEnd(int ReqId) : TwsReply
{
    private const int Version = 1;

    internal static ExecDetailsEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.ExecDetailsEnd);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
