using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 64: the first full summary is complete.</summary>
public sealed record AccountSummaryEnd(int ReqId) : TwsReply
{
    private const int Version = 1;

    internal static AccountSummaryEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.AccountSummaryEnd);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
