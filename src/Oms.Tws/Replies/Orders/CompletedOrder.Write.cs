using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

public sealed partial record CompletedOrder
{
    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.CompletedOrder);
        Contract.WriteInOrder(fields);
        WriteTerms(fields, serverVersion);
        WritePrices(fields);
        fields.WriteText(Contract.ComboLegsDescrip);
        ComboLeg.WriteAll(fields, Contract.ComboLegs);
        OrderBlocks.WriteComboPrices(fields, Order);
        ScaleTerms.WriteInReply(fields, Order.Scale);
        OrderBlocks.WriteHedge(fields, Order);
        fields.WriteText(Order.ClearingAccount);
        fields.WriteText(Order.ClearingIntent);
        fields.WriteBool(Order.NotHeld);
        DeltaNeutralContract.Write(fields, Contract.DeltaNeutral);
        OrderBlocks.WriteAlgo(fields, Order);
        fields.WriteBool(Order.Solicited);
        fields.WriteText(State.Status);
        fields.WriteBool(Order.RandomizeSize);
        fields.WriteBool(Order.RandomizePrice);
        OrderBlocks.WritePegAndConditions(fields, Order);
        fields.WriteDoubleOrMax(Order.TrailStopPrice);
        fields.WriteDoubleOrMax(Order.LmtPriceOffset);
        fields.WriteDoubleOrZero(Order.CashQty);
        fields.WriteBool(Order.DontUseAutoPriceForHedge);
        fields.WriteBool(Order.IsOmsContainer);
        WriteEnd(fields);
        OrderBlocks.WriteTail(fields, Order);
    }

    private void WriteTerms(FieldWriter fields, int serverVersion)
    {
        fields.WriteText(Order.Action);
        fields.WriteDecimal(Order.TotalQuantity);
        fields.WriteText(Order.OrderType);
        fields.WriteDouble(Order.LmtPrice);
        fields.WriteDouble(Order.AuxPrice);
        fields.WriteText(Order.Tif);
        fields.WriteText(Order.OcaGroup);
        fields.WriteText(Order.Account);
        fields.WriteText(Order.OpenClose);
        fields.WriteInt(Order.Origin);
        fields.WriteText(Order.OrderRef);
        fields.WriteLong(Order.PermId);
        fields.WriteBool(Order.OutsideRth);
        fields.WriteBool(Order.Hidden);
        fields.WriteDoubleOrZero(Order.DiscretionaryAmt);
        fields.WriteText(Order.GoodAfterTime);
        fields.WriteText(Order.FaGroup);
        fields.WriteText(Order.FaMethod);
        fields.WriteText(Order.FaPercentage);
        if (serverVersion < ServerVersions.NoFaProfile) fields.WriteText(Order.FaProfile);
        fields.WriteText(Order.ModelCode);
        fields.WriteText(Order.GoodTillDate);
        fields.WriteText(Order.Rule80A);
        fields.WriteDouble(Order.PercentOffset);
        fields.WriteText(Order.SettlingFirm);
        fields.WriteInt(Order.ShortSaleSlot);
        fields.WriteText(Order.DesignatedLocation);
        fields.WriteInt(Order.ExemptCode);
    }

    private void WritePrices(FieldWriter fields)
    {
        fields.WriteDouble(Order.StartingPrice);
        fields.WriteDouble(Order.StockRefPrice);
        fields.WriteDouble(Order.Delta);
        fields.WriteDouble(Order.StockRangeLower);
        fields.WriteDouble(Order.StockRangeUpper);
        fields.WriteIntOrMax(Order.DisplaySize);
        fields.WriteBool(Order.SweepToFill);
        fields.WriteBool(Order.AllOrNone);
        fields.WriteInt(Order.MinQty);
        fields.WriteInt(Order.OcaType);
        fields.WriteInt(Order.TriggerMethod);
        fields.WriteDouble(Order.Volatility);
        fields.WriteInt(Order.VolatilityType ?? 0);
        DeltaNeutralOrder.WriteShortInReply(fields, Order.DeltaNeutral);
        fields.WriteBool(Order.ContinuousUpdate);
        fields.WriteInt(Order.ReferencePriceType ?? 0);
        fields.WriteDouble(Order.TrailStopPrice);
        fields.WriteDouble(Order.TrailingPercent);
    }

    private void WriteEnd(FieldWriter fields)
    {
        fields.WriteText(AutoCancelDate);
        fields.WriteDecimal(FilledQuantity);
        fields.WriteIntOrMax(RefFuturesConId);
        fields.WriteBool(Order.AutoCancelParent);
        fields.WriteText(Shareholder);
        fields.WriteBool(ImbalanceOnly);
        fields.WriteBool(RouteMarketableToBbo);
        fields.WriteLong(ParentPermId ?? long.MaxValue);
        fields.WriteText(State.CompletedTime);
        fields.WriteText(State.CompletedStatus);
    }
}
