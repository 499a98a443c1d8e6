using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 75: the option chain of one exchange and trading class.</summary>
public sealed record SecDefOptParam(
    int ReqId, string Exchange, int UnderlyingConId, string TradingClass, string Multiplier) : TwsReply
{
    public TwsList<string> Expirations { get; init; } = [];
    public TwsList<decimal> Strikes { get; init; } = [];

    internal static SecDefOptParam Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Exchange: fields.ReadText("exchange"),
        UnderlyingConId: fields.ReadInt("underlyingConId"),
        TradingClass: fields.ReadText("tradingClass"),
        Multiplier: fields.ReadText("multiplier"))
    {
        Expirations = fields.ReadList(
            "expirationsCount", static (ref FieldReader item) => item.ReadText("expiration")),
        Strikes = fields.ReadList("strikesCount", static (ref FieldReader item) => item.ReadDouble("strike")),
    };

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.SecDefOptParam);
        fields.WriteInt(ReqId);
        fields.WriteText(Exchange);
        fields.WriteInt(UnderlyingConId);
        fields.WriteText(TradingClass);
        fields.WriteText(Multiplier);
        fields.WriteInt(Expirations.Count);
        foreach (var expiration in Expirations) fields.WriteText(expiration);
        fields.WriteInt(Strikes.Count);
        foreach (var strike in Strikes) fields.WriteDouble(strike);
    }
}
