using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 90: the answer to reqHeadTimestamp is no longer wanted.</summary>
public sealed record CancelHeadTimestamp(int ReqId) : TwsRequest
{
    internal static CancelHeadTimestamp Read(ref FieldReader fields, int serverVersion) =>
        new(ReqId: fields.ReadInt("reqId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelHeadTimestamp);
        fields.WriteInt(ReqId);
    }
}
