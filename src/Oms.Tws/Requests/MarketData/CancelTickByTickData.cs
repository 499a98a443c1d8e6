using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 98: stop them.</summary>
public sealed record CancelTickByTickData(int ReqId) : TwsRequest
{
    internal static CancelTickByTickData Read(ref FieldReader fields, int serverVersion) =>
        new(ReqId: fields.ReadInt("reqId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelTickByTickData);
        fields.WriteInt(ReqId);
    }
}
