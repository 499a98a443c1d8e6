using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 74: the first full set is complete.</summary>
public sealed record AccountUpdateMultiEnd(int ReqId) : TwsReply
{
    private const int Version = 1;

    internal static AccountUpdateMultiEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.AccountUpdateMultiEnd);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
