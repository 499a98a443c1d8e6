using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 51: stop the bars.</summary>
public sealed record CancelRealTimeBars(int ReqId) : TwsRequest
{
    private const int Version = 1;

    internal static CancelRealTimeBars Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelRealTimeBars);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
