using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 77: stop them.</summary>
public sealed record CancelAccountUpdatesMulti(int ReqId) : TwsRequest
{
    private const int Version = 1;

    internal static CancelAccountUpdatesMulti Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelAccountUpdatesMulti);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
