using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 18: one bond that matches reqContractDetails.</summary>
public sealed record BondContractData(int ReqId, BondDetails Details) : TwsReply
{
    internal static BondContractData Read(ref FieldReader fields, int serverVersion)
    {
        var reqId = fields.ReadInt("reqId");
        var contract = new Contract { Symbol = fields.ReadText("symbol"), SecType = fields.ReadText("secType") };
        var details = new BondDetails
        {
            Cusip = fields.ReadText("cusip"),
            Coupon = fields.ReadDouble("coupon"),
            Maturity = fields.ReadText("maturity"),
            IssueDate = fields.ReadText("issueDate"),
            Ratings = fields.ReadText("ratings"),
            BondType = fields.ReadText("bondType"),
            CouponType = fields.ReadText("couponType"),
            Convertible = fields.ReadBool("convertible"),
            Callable = fields.ReadBool("callable"),
            Putable = fields.ReadBool("putable"),
            DescAppend = fields.ReadText("descAppend"),
        };
        contract = contract with { Exchange = fields.ReadText("exchange"), Currency = fields.ReadText("currency") };
        details = details with { MarketName = fields.ReadText("marketName") };
        contract = contract with { TradingClass = fields.ReadText("tradingClass"), ConId = fields.ReadInt("conId") };
        return new(reqId, ReadRest(ref fields, details) with { Contract = contract });
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.BondContractData);
        fields.WriteInt(ReqId);
        fields.WriteText(Details.Contract.Symbol);
        fields.WriteText(Details.Contract.SecType);
        fields.WriteText(Details.Cusip);
        fields.WriteDouble(Details.Coupon);
        fields.WriteText(Details.Maturity);
        fields.WriteText(Details.IssueDate);
        fields.WriteText(Details.Ratings);
        fields.WriteText(Details.BondType);
        fields.WriteText(Details.CouponType);
        fields.WriteBool(Details.Convertible);
        fields.WriteBool(Details.Callable);
        fields.WriteBool(Details.Putable);
        fields.WriteText(Details.DescAppend);
        fields.WriteText(Details.Contract.Exchange);
        fields.WriteText(Details.Contract.Currency);
        fields.WriteText(Details.MarketName);
        fields.WriteText(Details.Contract.TradingClass);
        fields.WriteInt(Details.Contract.ConId);
        WriteRest(fields);
    }

    private static BondDetails ReadRest(ref FieldReader fields, BondDetails details) => details with
    {
        MinTick = fields.ReadDouble("minTick"),
        OrderTypes = fields.ReadText("orderTypes"),
        ValidExchanges = fields.ReadText("validExchanges"),
        NextOptionDate = fields.ReadText("nextOptionDate"),
        NextOptionType = fields.ReadText("nextOptionType"),
        NextOptionPartial = fields.ReadBool("nextOptionPartial"),
        Notes = fields.ReadText("notes"),
        LongName = fields.ReadEscapedText("longName"),
        EvRule = fields.ReadText("evRule"),
        EvMultiplier = fields.ReadDoubleOrNull("evMultiplier"),
        SecIdList = fields.ReadList("secIdListCount", TagValue.Read),
        AggGroup = fields.ReadInt("aggGroup"),
        MarketRuleIds = fields.ReadText("marketRuleIds"),
        MinSize = fields.ReadDecimalOrNull("minSize"),
        SizeIncrement = fields.ReadDecimalOrNull("sizeIncrement"),
        SuggestedSizeIncrement = fields.ReadDecimalOrNull("suggestedSizeIncrement"),
    };

    private void WriteRest(FieldWriter fields)
    {
        fields.WriteDouble(Details.MinTick);
        fields.WriteText(Details.OrderTypes);
        fields.WriteText(Details.ValidExchanges);
        fields.WriteText(Details.NextOptionDate);
        fields.WriteText(Details.NextOptionType);
        fields.WriteBool(Details.NextOptionPartial);
        fields.WriteText(Details.Notes);
        fields.WriteText(Details.LongName);
        fields.WriteText(Details.EvRule);
        fields.WriteDouble(Details.EvMultiplier);
        TagValue.WriteAll(fields, Details.SecIdList);
        fields.WriteInt(Details.AggGroup);
        fields.WriteText(Details.MarketRuleIds);
        fields.WriteDecimal(Details.MinSize);
        fields.WriteDecimal(Details.SizeIncrement);
        fields.WriteDecimal(Details.SuggestedSizeIncrement);
    }
}
