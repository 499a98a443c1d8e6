using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 63: stop the summary.</summary>
public sealed record CancelAccountSummary(int ReqId) : TwsRequest
{
    private const int Version = 1;

    internal static CancelAccountSummary Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelAccountSummary);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
