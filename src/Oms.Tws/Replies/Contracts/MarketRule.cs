using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 93: the price bands of a rule.</summary>
public sealed record MarketRule(int MarketRuleId, TwsList<PriceIncrement> Increments) : TwsReply
{
    internal static MarketRule Read(ref FieldReader fields, int serverVersion) => new(
        MarketRuleId: fields.ReadInt("marketRuleId"),
        Increments: fields.ReadList("incrementsCount", PriceIncrement.Read));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.MarketRule);
        fields.WriteInt(MarketRuleId);
        fields.WriteInt(Increments.Count);
        foreach (var item in Increments) item.Write(fields);
    }
}
