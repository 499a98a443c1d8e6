using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 95: stop it.</summary>
public sealed record CancelPnlSingle(int ReqId) : TwsRequest
{
    internal static CancelPnlSingle Read(ref FieldReader fields, int serverVersion) =>
        new(ReqId: fields.ReadInt("reqId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelPnlSingle);
        fields.WriteInt(ReqId);
    }
}
