using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 17: the accounts of this login.</summary>
public sealed record ReqManagedAccts : TwsRequest
{
    private const int Version = 1;

    internal static ReqManagedAccts Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqManagedAccts);
        fields.WriteVersion(Version);
    }
}
