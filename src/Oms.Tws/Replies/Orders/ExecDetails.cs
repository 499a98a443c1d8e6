using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>
/// Reply 11: one fill. ReqId is -1 for a live one; OrderId is 0 for orders that did not come from the API.
/// </summary>
public sealed record ExecDetails(int ReqId, int OrderId, Contract Contract, Execution Execution) : TwsReply
{
    internal static ExecDetails Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        OrderId: fields.ReadIntOrNull("orderId") ?? 0,
        Contract: Contract.ReadShort(ref fields),
        Execution: new()
        {
            ExecId = fields.ReadText("execId"),
            Time = fields.ReadText("time"),
            AcctNumber = fields.ReadText("acctNumber"),
            Exchange = fields.ReadText("execExchange"),
            Side = fields.ReadText("side"),
            Shares = fields.ReadDecimal("shares"),
            Price = fields.ReadDouble("price"),
            PermId = fields.ReadLong("permId"),
            ClientId = fields.ReadInt("clientId"),
            Liquidation = fields.ReadInt("liquidation"),
            CumQty = fields.ReadDecimal("cumQty"),
            AvgPrice = fields.ReadDouble("avgPrice"),
            OrderRef = fields.ReadText("orderRef"),
            EvRule = fields.ReadText("evRule"),
            EvMultiplier = fields.ReadDoubleOrNull("evMultiplier"),
            ModelCode = fields.ReadText("modelCode"),
            LastLiquidity = fields.ReadInt("lastLiquidity"),
            PendingPriceRevision =
                serverVersion >= ServerVersions.PendingPriceRevision && fields.ReadBool("pendingPriceRevision"),
        });

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.ExecDetails);
        fields.WriteInt(ReqId);
        fields.WriteInt(OrderId);
        Contract.WriteShort(fields);
        fields.WriteText(Execution.ExecId);
        fields.WriteText(Execution.Time);
        fields.WriteText(Execution.AcctNumber);
        fields.WriteText(Execution.Exchange);
        fields.WriteText(Execution.Side);
        fields.WriteDecimal(Execution.Shares);
        fields.WriteDouble(Execution.Price);
        fields.WriteLong(Execution.PermId);
        fields.WriteInt(Execution.ClientId);
        fields.WriteInt(Execution.Liquidation);
        fields.WriteDecimal(Execution.CumQty);
        fields.WriteDouble(Execution.AvgPrice);
        fields.WriteText(Execution.OrderRef);
        fields.WriteText(Execution.EvRule);
        fields.WriteDouble(Execution.EvMultiplier);
        fields.WriteText(Execution.ModelCode);
        fields.WriteInt(Execution.LastLiquidity);
        if (serverVersion >= ServerVersions.PendingPriceRevision) fields.WriteBool(Execution.PendingPriceRevision);
    }
}
