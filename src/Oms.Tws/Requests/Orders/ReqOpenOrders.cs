using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 5: the live orders of this client id.</summary>
public sealed record ReqOpenOrders : TwsRequest
{
    private const int Version = 1;

    internal static ReqOpenOrders Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqOpenOrders);
        fields.WriteVersion(Version);
    }
}
