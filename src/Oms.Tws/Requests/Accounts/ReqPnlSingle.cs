using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 94: profit and loss of one position, about once a second.</summary>
public sealed record ReqPnlSingle(int ReqId, string Account, string ModelCode, int ConId) : TwsRequest
{
    internal static ReqPnlSingle Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Account: fields.ReadText("account"),
        ModelCode: fields.ReadText("modelCode"),
        ConId: fields.ReadInt("conId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqPnlSingle);
        fields.WriteInt(ReqId);
        fields.WriteText(Account);
        fields.WriteText(ModelCode);
        fields.WriteInt(ConId);
    }
}
