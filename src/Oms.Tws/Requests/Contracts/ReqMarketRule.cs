using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 91: the price increments of a rule named in contract details.</summary>
public sealed record ReqMarketRule(int MarketRuleId) : TwsRequest
{
    internal static ReqMarketRule Read(ref FieldReader fields, int serverVersion) =>
        new(MarketRuleId: fields.ReadInt("marketRuleId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqMarketRule);
        fields.WriteInt(MarketRuleId);
    }
}
