using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 94: profit and loss of an account; null is unknown.</summary>
public sealed record Pnl(int ReqId, decimal? DailyPnl, decimal? UnrealizedPnl, decimal? RealizedPnl) : TwsReply
{
    internal static Pnl Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        DailyPnl: fields.ReadDoubleOrNull("dailyPnl"),
        UnrealizedPnl: fields.ReadDoubleOrNull("unrealizedPnl"),
        RealizedPnl: fields.ReadDoubleOrNull("realizedPnl"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.Pnl);
        fields.WriteInt(ReqId);
        fields.WriteDoubleOrMax(DailyPnl);
        fields.WriteDoubleOrMax(UnrealizedPnl);
        fields.WriteDoubleOrMax(RealizedPnl);
    }
}
