using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 49: the gateway's clock; the customary ping.</summary>
public sealed record ReqCurrentTime : TwsRequest
{
    private const int Version = 1;

    internal static ReqCurrentTime Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqCurrentTime);
        fields.WriteVersion(Version);
    }
}
