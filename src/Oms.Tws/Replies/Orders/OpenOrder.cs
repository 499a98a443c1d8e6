using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 5: an order as the gateway holds it, with all its attributes.</summary>
public sealed partial record OpenOrder(int OrderId, Contract Contract, TwsOrder Order, OrderState State) : TwsReply
{
    internal static OpenOrder Read(ref FieldReader fields, int serverVersion)
    {
        var orderId = fields.ReadInt("orderId");
        var contract = Contract.ReadShort(ref fields);
        var order = ReadTerms(ref fields, serverVersion);
        order = ReadPrices(ref fields, order);
        contract = contract with
        {
            ComboLegsDescrip = fields.ReadText("comboLegsDescrip"),
            ComboLegs = fields.ReadList("comboLegsCount", ComboLeg.Read),
        };
        order = OrderBlocks.ReadComboPrices(ref fields, order) with { Scale = ScaleTerms.Read(ref fields) };
        order = OrderBlocks.ReadHedge(ref fields, order) with
        {
            OptOutSmartRouting = fields.ReadBool("optOutSmartRouting"),
            ClearingAccount = fields.ReadText("clearingAccount"),
            ClearingIntent = fields.ReadText("clearingIntent"),
            NotHeld = fields.ReadBool("notHeld"),
        };
        contract = contract with { DeltaNeutral = DeltaNeutralContract.Read(ref fields) };
        order = OrderBlocks.ReadAlgo(ref fields, order) with
        {
            Solicited = fields.ReadBool("solicited"),
            WhatIf = fields.ReadBool("whatIf"),
        };
        var state = OrderState.Read(ref fields);
        order = order with
        {
            RandomizeSize = fields.ReadBool("randomizeSize"),
            RandomizePrice = fields.ReadBool("randomizePrice"),
        };
        order = OrderBlocks.ReadPegAndConditions(ref fields, order);
        order = ReadAdjustments(ref fields, order);
        return new(orderId, contract, OrderBlocks.ReadTail(ref fields, order), state);
    }

    private static TwsOrder ReadTerms(ref FieldReader fields, int serverVersion)
    {
        var order = new TwsOrder
        {
            Action = fields.ReadText("action"),
            TotalQuantity = fields.ReadDecimalOrNull("totalQuantity"),
            OrderType = fields.ReadText("orderType"),
            LmtPrice = fields.ReadDoubleOrNull("lmtPrice"),
            AuxPrice = fields.ReadDoubleOrNull("auxPrice"),
            Tif = fields.ReadText("tif"),
            OcaGroup = fields.ReadText("ocaGroup"),
            Account = fields.ReadText("account"),
            OpenClose = fields.ReadText("openClose"),
            Origin = fields.ReadInt("origin"),
            OrderRef = fields.ReadText("orderRef"),
            ClientId = fields.ReadInt("clientId"),
            PermId = fields.ReadLong("permId"),
            OutsideRth = fields.ReadBool("outsideRth"),
            Hidden = fields.ReadBool("hidden"),
            DiscretionaryAmt = fields.ReadDouble("discretionaryAmt"),
            GoodAfterTime = fields.ReadText("goodAfterTime"),
        };
        fields.Skip("sharesAllocation"); // The gateway keeps a text of its own here.
        return order with
        {
            FaGroup = fields.ReadText("faGroup"),
            FaMethod = fields.ReadText("faMethod"),
            FaPercentage = fields.ReadText("faPercentage"),
            FaProfile = serverVersion < ServerVersions.NoFaProfile ? fields.ReadText("faProfile") : "",
            ModelCode = fields.ReadText("modelCode"),
            GoodTillDate = fields.ReadText("goodTillDate"),
            Rule80A = fields.ReadText("rule80A"),
            PercentOffset = fields.ReadDoubleOrNull("percentOffset"),
            SettlingFirm = fields.ReadText("settlingFirm"),
            ShortSaleSlot = fields.ReadInt("shortSaleSlot"),
            DesignatedLocation = fields.ReadText("designatedLocation"),
            ExemptCode = fields.ReadInt("exemptCode"),
            AuctionStrategy = fields.ReadInt("auctionStrategy"),
        };
    }

    private static TwsOrder ReadPrices(ref FieldReader fields, TwsOrder order) => order with
    {
        StartingPrice = fields.ReadDoubleOrNull("startingPrice"),
        StockRefPrice = fields.ReadDoubleOrNull("stockRefPrice"),
        Delta = fields.ReadDoubleOrNull("delta"),
        StockRangeLower = fields.ReadDoubleOrNull("stockRangeLower"),
        StockRangeUpper = fields.ReadDoubleOrNull("stockRangeUpper"),
        DisplaySize = fields.ReadIntOrNone("displaySize"),
        BlockOrder = fields.ReadBool("blockOrder"),
        SweepToFill = fields.ReadBool("sweepToFill"),
        AllOrNone = fields.ReadBool("allOrNone"),
        MinQty = fields.ReadIntOrNull("minQty"),
        OcaType = fields.ReadInt("ocaType"),
        ETradeOnly = fields.ReadBool("eTradeOnly"),
        FirmQuoteOnly = fields.ReadBool("firmQuoteOnly"),
        NbboPriceCap = fields.ReadDoubleOrNull("nbboPriceCap"),
        ParentId = fields.ReadInt("parentId"),
        TriggerMethod = fields.ReadInt("triggerMethod"),
        Volatility = fields.ReadDoubleOrNull("volatility"),
        VolatilityType = fields.ReadIntOrNone("volatilityType"),
        DeltaNeutral = DeltaNeutralOrder.Read(ref fields),
        ContinuousUpdate = fields.ReadBool("continuousUpdate"),
        ReferencePriceType = fields.ReadIntOrNone("referencePriceType"),
        TrailStopPrice = fields.ReadDoubleOrNull("trailStopPrice"),
        TrailingPercent = fields.ReadDoubleOrNull("trailingPercent"),
        BasisPoints = fields.ReadDoubleOrNull("basisPoints"),
        BasisPointsType = fields.ReadIntOrNull("basisPointsType"),
    };

    private static TwsOrder ReadAdjustments(ref FieldReader fields, TwsOrder order) => order with
    {
        AdjustedOrderType = OrderBlocks.ReadAdjustedOrderType(ref fields),
        TriggerPrice = fields.ReadDoubleOrNull("triggerPrice"),
        TrailStopPrice = fields.ReadDoubleOrNull("trailStopPrice2") ?? order.TrailStopPrice,
        LmtPriceOffset = fields.ReadDoubleOrNull("lmtPriceOffset"),
        AdjustedStopPrice = fields.ReadDoubleOrNull("adjustedStopPrice"),
        AdjustedStopLimitPrice = fields.ReadDoubleOrNull("adjustedStopLimitPrice"),
        AdjustedTrailingAmount = fields.ReadDoubleOrNull("adjustedTrailingAmount"),
        AdjustableTrailingUnit = fields.ReadInt("adjustableTrailingUnit"),
        SoftDollarTierName = fields.ReadText("softDollarTierName"),
        SoftDollarTierValue = fields.ReadText("softDollarTierValue"),
        SoftDollarTierDisplayName = fields.ReadText("softDollarTierDisplayName"),
        CashQty = fields.ReadDoubleOrNone("cashQty"),
        DontUseAutoPriceForHedge = fields.ReadBool("dontUseAutoPriceForHedge"),
        IsOmsContainer = fields.ReadBool("isOmsContainer"),
        DiscretionaryUpToLimitPrice = fields.ReadBool("discretionaryUpToLimitPrice"),
        UsePriceMgmtAlgo = fields.ReadBoolOrNull("usePriceMgmtAlgo"),
        Duration = fields.ReadIntOrNull("duration"),
        PostToAts = fields.ReadIntOrNull("postToAts"),
        AutoCancelParent = fields.ReadBool("autoCancelParent"),
    };
}
