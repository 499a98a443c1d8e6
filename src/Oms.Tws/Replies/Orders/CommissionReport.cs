using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 59: what one fill cost and, when it closes a position, earned.</summary>
public sealed record CommissionReport(
    string ExecId,
    decimal Commission,
    string Currency,
    decimal? RealizedPnl,
    decimal? Yield,
    int? YieldRedemptionDate) : TwsReply
{
    private const int Version = 1;

    internal static CommissionReport Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ExecId: fields.ReadText("execId"),
            Commission: fields.ReadDouble("commission"),
            Currency: fields.ReadText("currency"),
            RealizedPnl: fields.ReadDoubleOrNull("realizedPnl"),
            Yield: fields.ReadDoubleOrNull("yield"),
            YieldRedemptionDate: fields.ReadIntOrNull("yieldRedemptionDate"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.CommissionReport);
        fields.WriteVersion(Version);
        fields.WriteText(ExecId);
        fields.WriteDouble(Commission);
        fields.WriteText(Currency);
        fields.WriteDoubleOrMax(RealizedPnl);
        fields.WriteDoubleOrMax(Yield);
        fields.WriteInt(YieldRedemptionDate);
    }
}
