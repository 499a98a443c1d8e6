using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 92: profit and loss of an account, about once a second.</summary>
public sealed record ReqPnl(int ReqId, string Account, string ModelCode) : TwsRequest
{
    internal static ReqPnl Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Account: fields.ReadText("account"),
        ModelCode: fields.ReadText("modelCode"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqPnl);
        fields.WriteInt(ReqId);
        fields.WriteText(Account);
        fields.WriteText(ModelCode);
    }
}
