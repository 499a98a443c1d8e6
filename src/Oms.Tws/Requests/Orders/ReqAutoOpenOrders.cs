using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 15: client 0 only: bind orders entered by hand from now on.</summary>
public sealed record ReqAutoOpenOrders(bool AutoBind = true) : TwsRequest
{
    private const int Version = 1;

    internal static ReqAutoOpenOrders Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(AutoBind: fields.ReadBool("autoBind"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqAutoOpenOrders);
        fields.WriteVersion(Version);
        fields.WriteBool(AutoBind);
    }
}
