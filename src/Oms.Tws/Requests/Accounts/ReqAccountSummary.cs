using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 62: chosen values (comma list) of all accounts or of a group.</summary>
public sealed record ReqAccountSummary(int ReqId, string Group, string Tags) : TwsRequest
{
    private const int Version = 1;

    internal static ReqAccountSummary Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Group: fields.ReadText("group"),
            Tags: fields.ReadText("tags"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqAccountSummary);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteText(Group);
        fields.WriteText(Tags);
    }
}
