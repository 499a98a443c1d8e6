using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 2: stop ticks.</summary>
public sealed record CancelMktData(int ReqId) : TwsRequest
{
    private const int Version = 1;

    internal static CancelMktData Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelMktData);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
