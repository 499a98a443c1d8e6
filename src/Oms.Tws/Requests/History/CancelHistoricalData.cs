using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 25: stop a historical request, or its updates.</summary>
public sealed record CancelHistoricalData(int ReqId) : TwsRequest
{
    private const int Version = 1;

    internal static CancelHistoricalData Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelHistoricalData);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
