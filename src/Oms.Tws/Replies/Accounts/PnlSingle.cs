using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 95: profit and loss of a position; null is unknown.</summary>
public sealed record PnlSingle(
    int ReqId,
    decimal Pos,
    decimal? DailyPnl,
    decimal? UnrealizedPnl,
    decimal? RealizedPnl,
    decimal? Value) : TwsReply
{
    internal static PnlSingle Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Pos: fields.ReadDecimal("pos"),
        DailyPnl: fields.ReadDoubleOrNull("dailyPnl"),
        UnrealizedPnl: fields.ReadDoubleOrNull("unrealizedPnl"),
        RealizedPnl: fields.ReadDoubleOrNull("realizedPnl"),
        Value: fields.ReadDoubleOrNull("value"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.PnlSingle);
        fields.WriteInt(ReqId);
        fields.WriteDecimal(Pos);
        fields.WriteDoubleOrMax(DailyPnl);
        fields.WriteDoubleOrMax(UnrealizedPnl);
        fields.WriteDoubleOrMax(RealizedPnl);
        fields.WriteDoubleOrMax(Value);
    }
}
