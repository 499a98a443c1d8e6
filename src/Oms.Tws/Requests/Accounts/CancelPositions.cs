using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 64: stop the positions.</summary>
public sealed record CancelPositions : TwsRequest
{
    private const int Version = 1;

    internal static CancelPositions Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelPositions);
        fields.WriteVersion(Version);
    }
}
