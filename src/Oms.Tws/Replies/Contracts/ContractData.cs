using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 10: one instrument that matches reqContractDetails.</summary>
public sealed record ContractData(int ReqId, ContractDetails Details) : TwsReply
{
    internal static ContractData Read(ref FieldReader fields, int serverVersion)
    {
        var reqId = fields.ReadInt("reqId");
        var contract = new Contract
        {
            Symbol = fields.ReadText("symbol"),
            SecType = fields.ReadText("secType"),
            LastTradeDateOrContractMonth = fields.ReadText("lastTradeDate"),
            Strike = Contract.ReadStrike(ref fields),
            Right = Contract.ReadRight(ref fields),
            Exchange = fields.ReadText("exchange"),
            Currency = fields.ReadText("currency"),
            LocalSymbol = fields.ReadText("localSymbol"),
        };
        var details = new ContractDetails { MarketName = fields.ReadText("marketName") };
        contract = contract with { TradingClass = fields.ReadText("tradingClass"), ConId = fields.ReadInt("conId") };
        details = details with { MinTick = fields.ReadDouble("minTick") };
        contract = contract with { Multiplier = fields.ReadText("multiplier") };
        details = details with
        {
            OrderTypes = fields.ReadText("orderTypes"),
            ValidExchanges = fields.ReadText("validExchanges"),
            PriceMagnifier = fields.ReadInt("priceMagnifier"),
            UnderConId = fields.ReadInt("underConId"),
            LongName = fields.ReadEscapedText("longName"),
        };
        contract = contract with { PrimaryExchange = fields.ReadText("primaryExchange") };
        return new(reqId, ReadRest(ref fields, details) with { Contract = contract });
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        var contract = Details.Contract;
        fields.WriteId(ReplyId.ContractData);
        fields.WriteInt(ReqId);
        fields.WriteText(contract.Symbol);
        fields.WriteText(contract.SecType);
        fields.WriteText(contract.LastTradeDateOrContractMonth);
        fields.WriteDoubleOrZero(contract.Strike);
        fields.WriteText(contract.Right);
        fields.WriteText(contract.Exchange);
        fields.WriteText(contract.Currency);
        fields.WriteText(contract.LocalSymbol);
        fields.WriteText(Details.MarketName);
        fields.WriteText(contract.TradingClass);
        fields.WriteInt(contract.ConId);
        fields.WriteDouble(Details.MinTick);
        fields.WriteText(contract.Multiplier);
        fields.WriteText(Details.OrderTypes);
        fields.WriteText(Details.ValidExchanges);
        fields.WriteInt(Details.PriceMagnifier);
        fields.WriteInt(Details.UnderConId);
        fields.WriteText(Details.LongName);
        fields.WriteText(contract.PrimaryExchange);
        WriteRest(fields);
    }

    private static ContractDetails ReadRest(ref FieldReader fields, ContractDetails details) => details with
    {
        ContractMonth = fields.ReadText("contractMonth"),
        Industry = fields.ReadText("industry"),
        Category = fields.ReadText("category"),
        Subcategory = fields.ReadText("subcategory"),
        TimeZoneId = fields.ReadText("timeZoneId"),
        TradingHours = fields.ReadText("tradingHours"),
        LiquidHours = fields.ReadText("liquidHours"),
        EvRule = fields.ReadText("evRule"),
        EvMultiplier = fields.ReadDoubleOrNull("evMultiplier"),
        SecIdList = fields.ReadList("secIdListCount", TagValue.Read),
        AggGroup = fields.ReadInt("aggGroup"),
        UnderSymbol = fields.ReadText("underSymbol"),
        UnderSecType = fields.ReadText("underSecType"),
        MarketRuleIds = fields.ReadText("marketRuleIds"),
        RealExpirationDate = fields.ReadText("realExpirationDate"),
        StockType = fields.ReadText("stockType"),
        MinSize = fields.ReadDecimalOrNull("minSize"),
        SizeIncrement = fields.ReadDecimalOrNull("sizeIncrement"),
        SuggestedSizeIncrement = fields.ReadDecimalOrNull("suggestedSizeIncrement"),
    };

    private void WriteRest(FieldWriter fields)
    {
        fields.WriteText(Details.ContractMonth);
        fields.WriteText(Details.Industry);
        fields.WriteText(Details.Category);
        fields.WriteText(Details.Subcategory);
        fields.WriteText(Details.TimeZoneId);
        fields.WriteText(Details.TradingHours);
        fields.WriteText(Details.LiquidHours);
        fields.WriteText(Details.EvRule);
        fields.WriteDouble(Details.EvMultiplier);
        TagValue.WriteAll(fields, Details.SecIdList);
        fields.WriteInt(Details.AggGroup);
        fields.WriteText(Details.UnderSymbol);
        fields.WriteText(Details.UnderSecType);
        fields.WriteText(Details.MarketRuleIds);
        fields.WriteText(Details.RealExpirationDate);
        fields.WriteText(Details.StockType);
        fields.WriteDecimal(Details.MinSize);
        fields.WriteDecimal(Details.SizeIncrement);
        fields.WriteDecimal(Details.SuggestedSizeIncrement);
    }
}
