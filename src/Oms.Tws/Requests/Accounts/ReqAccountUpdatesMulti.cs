using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 76: the values of one account or model.</summary>
public sealed record ReqAccountUpdatesMulti(
    int ReqId,
    string Account,
    string ModelCode,
    bool LedgerAndNlv) : TwsRequest
{
    private const int Version = 1;

    internal static ReqAccountUpdatesMulti Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Account: fields.ReadText("account"),
            ModelCode: fields.ReadText("modelCode"),
            LedgerAndNlv: fields.ReadBool("ledgerAndNlv"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqAccountUpdatesMulti);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteText(Account);
        fields.WriteText(ModelCode);
        fields.WriteBool(LedgerAndNlv);
    }
}
