using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 93: stop it.</summary>
public sealed record CancelPnl(int ReqId) : TwsRequest
{
    internal static CancelPnl Read(ref FieldReader fields, int serverVersion) => new(ReqId: fields.ReadInt("reqId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelPnl);
        fields.WriteInt(ReqId);
    }
}
