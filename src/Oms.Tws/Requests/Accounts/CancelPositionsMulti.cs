using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 75: stop them.</summary>
public sealed record CancelPositionsMulti(int ReqId) : TwsRequest
{
    private const int Version = 1;

    internal static CancelPositionsMulti Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelPositionsMulti);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
