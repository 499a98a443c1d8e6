using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 99: the orders of the day that can no longer change.</summary>
public sealed record ReqCompletedOrders(bool ApiOnly) : TwsRequest
{
    internal static ReqCompletedOrders Read(ref FieldReader fields, int serverVersion) =>
        new(ApiOnly: fields.ReadBool("apiOnly"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqCompletedOrders);
        fields.WriteBool(ApiOnly);
    }
}
