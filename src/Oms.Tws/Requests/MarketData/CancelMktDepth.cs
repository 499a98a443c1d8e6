using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 11: stop the order book; IsSmartDepth must be that of the request.</summary>
public sealed record CancelMktDepth(int ReqId, bool IsSmartDepth = false) : TwsRequest
{
    private const int Version = 1;

    internal static CancelMktDepth Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            IsSmartDepth: fields.ReadBool("isSmartDepth"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelMktDepth);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteBool(IsSmartDepth);
    }
}
