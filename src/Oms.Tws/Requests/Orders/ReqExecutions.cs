using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 7: the fills of the current day, each with its commission.</summary>
public sealed record ReqExecutions(int ReqId, ExecutionFilter Filter) : TwsRequest
{
    private const int Version = 3;

    internal static ReqExecutions Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"), Filter: ExecutionFilter.Read(ref fields));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqExecutions);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        Filter.Write(fields);
    }
}
