using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 52: ends the answer to reqContractDetails.</summary>
public sealed record ContractDataEnd(int ReqId) : TwsReply
{
    private const int Version = 1;

    internal static ContractDataEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.ContractDataEnd);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
