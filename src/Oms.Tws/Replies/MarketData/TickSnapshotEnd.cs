using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 57: the snapshot is complete.</summary>
public sealed record TickSnapshotEnd(int ReqId) : TwsReply
{
    private const int Version = 1;

    internal static TickSnapshotEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(ReqId: fields.ReadInt("reqId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickSnapshotEnd);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
    }
}
