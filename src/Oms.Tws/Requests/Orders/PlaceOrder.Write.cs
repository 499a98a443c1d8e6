using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

public sealed partial record PlaceOrder
{
    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.PlaceOrder);
        fields.WriteInt(OrderId);
        Contract.Write(fields);
        fields.WriteText(Contract.SecIdType);
        fields.WriteText(Contract.SecId);
        WriteTerms(fields);
        if (Contract.IsBag)
        {
            ComboLeg.WriteAll(fields, Contract.ComboLegs);
            OrderBlocks.WriteComboPrices(fields, Order);
        }
        WriteAllocation(fields, serverVersion);
        WritePrices(fields);
        OrderBlocks.WriteHedge(fields, Order);
        fields.WriteBool(Order.OptOutSmartRouting);
        fields.WriteText(Order.ClearingAccount);
        fields.WriteText(Order.ClearingIntent);
        fields.WriteBool(Order.NotHeld);
        DeltaNeutralContract.Write(fields, Contract.DeltaNeutral);
        OrderBlocks.WriteAlgo(fields, Order);
        fields.WriteText(Order.AlgoId);
        fields.WriteBool(Order.WhatIf);
        fields.WriteText(Order.OrderMiscOptions);
        fields.WriteBool(Order.Solicited);
        fields.WriteBool(Order.RandomizeSize);
        fields.WriteBool(Order.RandomizePrice);
        OrderBlocks.WritePegAndConditions(fields, Order);
        WriteAdjustments(fields);
        WritePegOffsets(fields);
    }

    private void WriteTerms(FieldWriter fields)
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
        fields.WriteBool(Order.Transmit);
        fields.WriteInt(Order.ParentId);
        fields.WriteBool(Order.BlockOrder);
        fields.WriteBool(Order.SweepToFill);
        fields.WriteInt(Order.DisplaySize ?? 0);
        fields.WriteInt(Order.TriggerMethod);
        fields.WriteBool(Order.OutsideRth);
        fields.WriteBool(Order.Hidden);
    }

    private void WriteAllocation(FieldWriter fields, int serverVersion)
    {
        fields.WriteEmpty(); // sharesAllocation, long out of use.
        fields.WriteDouble(Order.DiscretionaryAmt);
        fields.WriteText(Order.GoodAfterTime);
        fields.WriteText(Order.GoodTillDate);
        fields.WriteText(Order.FaGroup);
        fields.WriteText(Order.FaMethod);
        fields.WriteText(Order.FaPercentage);
        if (serverVersion < ServerVersions.NoFaProfile) fields.WriteText(Order.FaProfile);
        fields.WriteText(Order.ModelCode);
        fields.WriteInt(Order.ShortSaleSlot);
        fields.WriteText(Order.DesignatedLocation);
        fields.WriteInt(Order.ExemptCode);
        fields.WriteInt(Order.OcaType);
        fields.WriteText(Order.Rule80A);
        fields.WriteText(Order.SettlingFirm);
    }

    private void WritePrices(FieldWriter fields)
    {
        fields.WriteBool(Order.AllOrNone);
        fields.WriteInt(Order.MinQty);
        fields.WriteDouble(Order.PercentOffset);
        fields.WriteBool(Order.ETradeOnly);
        fields.WriteBool(Order.FirmQuoteOnly);
        fields.WriteDouble(Order.NbboPriceCap);
        fields.WriteInt(Order.AuctionStrategy);
        fields.WriteDouble(Order.StartingPrice);
        fields.WriteDouble(Order.StockRefPrice);
        fields.WriteDouble(Order.Delta);
        fields.WriteDouble(Order.StockRangeLower);
        fields.WriteDouble(Order.StockRangeUpper);
        fields.WriteBool(Order.OverridePercentageConstraints);
        fields.WriteDouble(Order.Volatility);
        fields.WriteInt(Order.VolatilityType);
        DeltaNeutralOrder.Write(fields, Order.DeltaNeutral);
        fields.WriteBool(Order.ContinuousUpdate);
        fields.WriteInt(Order.ReferencePriceType);
        fields.WriteDouble(Order.TrailStopPrice);
        fields.WriteDouble(Order.TrailingPercent);
        ScaleTerms.Write(fields, Order.Scale);
        fields.WriteText(Order.ScaleTable);
        fields.WriteText(Order.ActiveStartTime);
        fields.WriteText(Order.ActiveStopTime);
    }

    private void WriteAdjustments(FieldWriter fields)
    {
        fields.WriteText(Order.AdjustedOrderType);
        fields.WriteDouble(Order.TriggerPrice);
        fields.WriteDouble(Order.LmtPriceOffset);
        fields.WriteDouble(Order.AdjustedStopPrice);
        fields.WriteDouble(Order.AdjustedStopLimitPrice);
        fields.WriteDouble(Order.AdjustedTrailingAmount);
        fields.WriteInt(Order.AdjustableTrailingUnit);
        fields.WriteText(Order.ExtOperator);
        fields.WriteText(Order.SoftDollarTierName);
        fields.WriteText(Order.SoftDollarTierValue);
        fields.WriteDouble(Order.CashQty);
        fields.WriteText(Order.Mifid2DecisionMaker);
        fields.WriteText(Order.Mifid2DecisionAlgo);
        fields.WriteText(Order.Mifid2ExecutionTrader);
        fields.WriteText(Order.Mifid2ExecutionAlgo);
        fields.WriteBool(Order.DontUseAutoPriceForHedge);
        fields.WriteBool(Order.IsOmsContainer);
        fields.WriteBool(Order.DiscretionaryUpToLimitPrice);
        fields.WriteBool(Order.UsePriceMgmtAlgo);
        fields.WriteInt(Order.Duration);
        fields.WriteInt(Order.PostToAts);
        fields.WriteBool(Order.AutoCancelParent);
        fields.WriteText(Order.AdvancedErrorOverride);
        fields.WriteText(Order.ManualOrderTime);
    }

    private void WritePegOffsets(FieldWriter fields)
    {
        if (Contract.Exchange is Ibkrats) fields.WriteInt(Order.MinTradeQty);
        if (Order.IsPegBest)
        {
            fields.WriteInt(Order.MinCompeteSize);
            OrderBlocks.WriteCompeteOffset(fields, Order);
        }
        if (!HasMidOffsets(Order)) return;
        fields.WriteDouble(Order.MidOffsetAtWhole);
        fields.WriteDouble(Order.MidOffsetAtHalf);
    }
}
