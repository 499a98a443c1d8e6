using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 81: what the ticks to come mean.</summary>
public sealed record TickReqParams(
    int ReqId,
    decimal? MinTick,
    string BboExchange,
    int SnapshotPermissions) : TwsReply
{
    internal static TickReqParams Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        MinTick: fields.ReadDoubleOrNull("minTick"),
        BboExchange: fields.ReadText("bboExchange"),
        SnapshotPermissions: fields.ReadInt("snapshotPermissions"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickReqParams);
        fields.WriteInt(ReqId);
        fields.WriteDouble(MinTick);
        fields.WriteText(BboExchange);
        fields.WriteInt(SnapshotPermissions);
    }
}
