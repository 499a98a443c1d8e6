using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 8: the next valid order id; the number asked for has no effect.</summary>
public sealed record ReqIds(int NumIds = 1) : TwsRequest
{
    private const int Version = 1;

    internal static ReqIds Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(NumIds: fields.ReadInt("numIds"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqIds);
        fields.WriteVersion(Version);
        fields.WriteInt(NumIds);
    }
}
