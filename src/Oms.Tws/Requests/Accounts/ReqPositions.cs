using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 61: the positions of all accounts, and their changes.</summary>
public sealed record ReqPositions : TwsRequest
{
    private const int Version = 1;

    internal static ReqPositions Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqPositions);
        fields.WriteVersion(Version);
    }
}
