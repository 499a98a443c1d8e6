using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <content>
/// Written as gateways write it: some fields say "none" by a zero, some by `None`, some by the largest number.
/// </content>
public sealed partial record OpenOrder
{
    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.OpenOrder);
        fields.WriteInt(OrderId);
        Contract.WriteInOrder(fields);
        WriteTerms(fields, serverVersion);
        WritePrices(fields);
        fields.WriteText(Contract.ComboLegsDescrip);
        ComboLeg.WriteAll(fields, Contract.ComboLegs);
        OrderBlocks.WriteComboPrices(fields, Order);
        ScaleTerms.WriteInReply(fields, Order.Scale);
        OrderBlocks.WriteHedge(fields, Order);
        fields.WriteBool(Order.OptOutSmartRouting);
        fields.WriteText(Order.ClearingAccount);
        fields.WriteText(Order.ClearingIntent);
        fields.WriteBool(Order.NotHeld);
        DeltaNeutralContract.Write(fields, Contract.DeltaNeutral);
        OrderBlocks.WriteAlgo(fields, Order);
        fields.WriteBool(Order.Solicited);
        fields.WriteBool(Order.WhatIf);
        State.Write(fields);
        fields.WriteBool(Order.RandomizeSize);
        fields.WriteBool(Order.RandomizePrice);
        OrderBlocks.WritePegAndConditions(fields, Order);
        WriteAdjustments(fields);
        OrderBlocks.WriteTail(fields, Order);
    }

    private void WriteTerms(FieldWriter fields, int serverVersion)
    {
        fields.WriteText(Order.Action);
        fields.WriteDecimal(Order.TotalQuantity);
        fields.WriteText(Order.OrderType);
        fields.WriteDouble(Order.LmtPrice ?? 0);
        fields.WriteDouble(Order.AuxPrice ?? 0);
        fields.WriteText(Order.Tif);
        fields.WriteText(Order.OcaGroup);
        fields.WriteText(Order.Account);
        fields.WriteText(Order.OpenClose);
        fields.WriteInt(Order.Origin);
        fields.WriteText(Order.OrderRef);
        fields.WriteInt(Order.ClientId);
        fields.WriteLong(Order.PermId);
        fields.WriteBool(Order.OutsideRth);
        fields.WriteBool(Order.Hidden);
        fields.WriteDoubleOrZero(Order.DiscretionaryAmt);
        fields.WriteText(Order.GoodAfterTime);
        fields.WriteEmpty(); // sharesAllocation
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
        fields.WriteInt(Order.AuctionStrategy);
    }

    private void WritePrices(FieldWriter fields)
    {
        fields.WriteDouble(Order.StartingPrice);
        fields.WriteDouble(Order.StockRefPrice);
        fields.WriteDouble(Order.Delta);
        fields.WriteDouble(Order.StockRangeLower);
        fields.WriteDouble(Order.StockRangeUpper);
        fields.WriteIntOrMax(Order.DisplaySize);
        fields.WriteBool(Order.BlockOrder);
        fields.WriteBool(Order.SweepToFill);
        fields.WriteBool(Order.AllOrNone);
        fields.WriteInt(Order.MinQty);
        fields.WriteInt(Order.OcaType);
        fields.WriteBool(Order.ETradeOnly);
        fields.WriteBool(Order.FirmQuoteOnly);
        fields.WriteDouble(Order.NbboPriceCap);
        fields.WriteInt(Order.ParentId);
        fields.WriteInt(Order.TriggerMethod);
        fields.WriteDouble(Order.Volatility);
        fields.WriteInt(Order.VolatilityType ?? 0);
        DeltaNeutralOrder.WriteInReply(fields, Order.DeltaNeutral);
        fields.WriteBool(Order.ContinuousUpdate);
        fields.WriteInt(Order.ReferencePriceType ?? 0);
        fields.WriteDouble(Order.TrailStopPrice);
        fields.WriteDouble(Order.TrailingPercent);
        fields.WriteDouble(Order.BasisPoints);
        fields.WriteInt(Order.BasisPointsType);
    }

    private void WriteAdjustments(FieldWriter fields)
    {
        OrderBlocks.WriteAdjustedOrderType(fields, Order);
        fields.WriteDoubleOrMax(Order.TriggerPrice);
        fields.WriteDoubleOrMax(Order.TrailStopPrice);
        fields.WriteDoubleOrMax(Order.LmtPriceOffset);
        fields.WriteDoubleOrMax(Order.AdjustedStopPrice);
        fields.WriteDoubleOrMax(Order.AdjustedStopLimitPrice);
        fields.WriteDoubleOrMax(Order.AdjustedTrailingAmount);
        fields.WriteInt(Order.AdjustableTrailingUnit);
        fields.WriteText(Order.SoftDollarTierName);
        fields.WriteText(Order.SoftDollarTierValue);
        fields.WriteText(Order.SoftDollarTierDisplayName);
        fields.WriteDoubleOrZero(Order.CashQty);
        fields.WriteBool(Order.DontUseAutoPriceForHedge);
        fields.WriteBool(Order.IsOmsContainer);
        fields.WriteBool(Order.DiscretionaryUpToLimitPrice);
        fields.WriteBool(Order.UsePriceMgmtAlgo ?? false);
        fields.WriteInt(Order.Duration);
        fields.WriteInt(Order.PostToAts);
        fields.WriteBool(Order.AutoCancelParent);
    }
}
