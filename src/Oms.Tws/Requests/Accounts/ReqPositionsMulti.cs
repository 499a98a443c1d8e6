using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 74: the positions of one account or model.</summary>
public sealed record ReqPositionsMulti(int ReqId, string Account, string ModelCode) : TwsRequest
{
    private const int Version = 1;

    internal static ReqPositionsMulti Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Account: fields.ReadText("account"),
            ModelCode: fields.ReadText("modelCode"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqPositionsMulti);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteText(Account);
        fields.WriteText(ModelCode);
    }
}
