using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 16: the live orders of every client, and those entered by hand.</summary>
public sealed record ReqAllOpenOrders : TwsRequest
{
    private const int Version = 1;

    internal static ReqAllOpenOrders Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqAllOpenOrders);
        fields.WriteVersion(Version);
    }
}
