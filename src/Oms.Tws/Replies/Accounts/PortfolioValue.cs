using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>
/// Reply 7: a position of the subscribed account with its value. Of the contract, Exchange is not sent.
/// </summary>
public sealed record PortfolioValue(
    Contract Contract,
    decimal Pos,
    decimal MarketPrice,
    decimal MarketValue,
    decimal AverageCost,
    decimal UnrealizedPnl,
    decimal RealizedPnl,
    string AccountName) : TwsReply
{
    private const int Version = 8;

    internal static PortfolioValue Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            Contract: new()
            {
                ConId = fields.ReadInt("conId"),
                Symbol = fields.ReadText("symbol"),
                SecType = fields.ReadText("secType"),
                LastTradeDateOrContractMonth = fields.ReadText("lastTradeDateOrContractMonth"),
                Strike = Contract.ReadStrike(ref fields),
                Right = Contract.ReadRight(ref fields),
                Multiplier = fields.ReadText("multiplier"),
                PrimaryExchange = fields.ReadText("primaryExchange"),
                Currency = fields.ReadText("currency"),
                LocalSymbol = fields.ReadText("localSymbol"),
                TradingClass = fields.ReadText("tradingClass"),
            },
            Pos: fields.ReadDecimal("position"),
            MarketPrice: fields.ReadDouble("marketPrice"),
            MarketValue: fields.ReadDouble("marketValue"),
            AverageCost: fields.ReadDouble("averageCost"),
            UnrealizedPnl: fields.ReadDouble("unrealizedPNL"),
            RealizedPnl: fields.ReadDouble("realizedPNL"),
            AccountName: fields.ReadText("accountName"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.PortfolioValue);
        fields.WriteVersion(Version);
        fields.WriteInt(Contract.ConId);
        fields.WriteText(Contract.Symbol);
        fields.WriteText(Contract.SecType);
        fields.WriteText(Contract.LastTradeDateOrContractMonth);
        fields.WriteDouble(Contract.Strike);
        fields.WriteText(Contract.Right.Length == 0 ? "0" : Contract.Right);
        fields.WriteText(Contract.Multiplier);
        fields.WriteText(Contract.PrimaryExchange);
        fields.WriteText(Contract.Currency);
        fields.WriteText(Contract.LocalSymbol);
        fields.WriteText(Contract.TradingClass);
        fields.WriteDecimal(Pos);
        fields.WriteDouble(MarketPrice);
        fields.WriteDouble(MarketValue);
        fields.WriteDouble(AverageCost);
        fields.WriteDouble(UnrealizedPnl);
        fields.WriteDouble(RealizedPnl);
        fields.WriteText(AccountName);
    }
}
