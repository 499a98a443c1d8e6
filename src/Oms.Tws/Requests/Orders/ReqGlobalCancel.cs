using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 58: cancel every order there is, also those entered by hand.</summary>
public sealed record ReqGlobalCancel : TwsRequest
{
    private const int Version = 1;

    internal static ReqGlobalCancel Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqGlobalCancel);
        fields.WriteVersion(Version);
    }
}
