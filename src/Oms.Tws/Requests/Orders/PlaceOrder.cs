using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 3: a new order, or, with the id of a live one, its new terms.</summary>
public sealed partial record PlaceOrder(int OrderId, Contract Contract, TwsOrder Order) : TwsRequest
{
    private const string Ibkrats = "IBKRATS";

    internal static PlaceOrder Read(ref FieldReader fields, int serverVersion)
    {
        var orderId = fields.ReadInt("orderId");
        var contract = Contract.Read(ref fields) with
        {
            SecIdType = fields.ReadText("secIdType"),
            SecId = fields.ReadText("secId"),
        };
        var order = ReadTerms(ref fields);
        if (contract.IsBag)
        {
            contract = contract with { ComboLegs = fields.ReadList("comboLegsCount", ComboLeg.Read) };
            order = OrderBlocks.ReadComboPrices(ref fields, order);
        }
        order = ReadAllocation(ref fields, order, serverVersion);
        order = ReadPrices(ref fields, order);
        order = OrderBlocks.ReadHedge(ref fields, order);
        order = order with
        {
            OptOutSmartRouting = fields.ReadBool("optOutSmartRouting"),
            ClearingAccount = fields.ReadText("clearingAccount"),
            ClearingIntent = fields.ReadText("clearingIntent"),
            NotHeld = fields.ReadBool("notHeld"),
        };
        contract = contract with { DeltaNeutral = DeltaNeutralContract.Read(ref fields) };
        order = OrderBlocks.ReadAlgo(ref fields, order);
        order = order with
        {
            AlgoId = fields.ReadText("algoId"),
            WhatIf = fields.ReadBool("whatIf"),
            OrderMiscOptions = fields.ReadText("orderMiscOptions"),
            Solicited = fields.ReadBool("solicited"),
            RandomizeSize = fields.ReadBool("randomizeSize"),
            RandomizePrice = fields.ReadBool("randomizePrice"),
        };
        order = OrderBlocks.ReadPegAndConditions(ref fields, order);
        order = ReadAdjustments(ref fields, order);
        return new(orderId, contract, ReadPegOffsets(ref fields, order, contract));
    }

    private static TwsOrder ReadTerms(ref FieldReader fields) => new()
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
        Transmit = fields.ReadBool("transmit"),
        ParentId = fields.ReadInt("parentId"),
        BlockOrder = fields.ReadBool("blockOrder"),
        SweepToFill = fields.ReadBool("sweepToFill"),
        DisplaySize = fields.ReadIntOrNone("displaySize"),
        TriggerMethod = fields.ReadInt("triggerMethod"),
        OutsideRth = fields.ReadBool("outsideRth"),
        Hidden = fields.ReadBool("hidden"),
    };

    private static TwsOrder ReadAllocation(ref FieldReader fields, TwsOrder order, int serverVersion)
    {
        fields.Skip("sharesAllocation");
        return order with
        {
            DiscretionaryAmt = fields.ReadDouble("discretionaryAmt"),
            GoodAfterTime = fields.ReadText("goodAfterTime"),
            GoodTillDate = fields.ReadText("goodTillDate"),
            FaGroup = fields.ReadText("faGroup"),
            FaMethod = fields.ReadText("faMethod"),
            FaPercentage = fields.ReadText("faPercentage"),
            FaProfile = serverVersion < ServerVersions.NoFaProfile ? fields.ReadText("faProfile") : "",
            ModelCode = fields.ReadText("modelCode"),
            ShortSaleSlot = fields.ReadInt("shortSaleSlot"),
            DesignatedLocation = fields.ReadText("designatedLocation"),
            ExemptCode = fields.ReadInt("exemptCode"),
            OcaType = fields.ReadInt("ocaType"),
            Rule80A = fields.ReadText("rule80A"),
            SettlingFirm = fields.ReadText("settlingFirm"),
        };
    }

    private static TwsOrder ReadPrices(ref FieldReader fields, TwsOrder order) => order with
    {
        AllOrNone = fields.ReadBool("allOrNone"),
        MinQty = fields.ReadIntOrNull("minQty"),
        PercentOffset = fields.ReadDoubleOrNull("percentOffset"),
        ETradeOnly = fields.ReadBool("eTradeOnly"),
        FirmQuoteOnly = fields.ReadBool("firmQuoteOnly"),
        NbboPriceCap = fields.ReadDoubleOrNull("nbboPriceCap"),
        AuctionStrategy = fields.ReadIntOrNull("auctionStrategy") ?? 0,
        StartingPrice = fields.ReadDoubleOrNull("startingPrice"),
        StockRefPrice = fields.ReadDoubleOrNull("stockRefPrice"),
        Delta = fields.ReadDoubleOrNull("delta"),
        StockRangeLower = fields.ReadDoubleOrNull("stockRangeLower"),
        StockRangeUpper = fields.ReadDoubleOrNull("stockRangeUpper"),
        OverridePercentageConstraints = fields.ReadBool("overridePercentageConstraints"),
        Volatility = fields.ReadDoubleOrNull("volatility"),
        VolatilityType = fields.ReadIntOrNone("volatilityType"),
        DeltaNeutral = DeltaNeutralOrder.Read(ref fields),
        ContinuousUpdate = fields.ReadBool("continuousUpdate"),
        ReferencePriceType = fields.ReadIntOrNone("referencePriceType"),
        TrailStopPrice = fields.ReadDoubleOrNull("trailStopPrice"),
        TrailingPercent = fields.ReadDoubleOrNull("trailingPercent"),
        Scale = ScaleTerms.Read(ref fields),
        ScaleTable = fields.ReadText("scaleTable"),
        ActiveStartTime = fields.ReadText("activeStartTime"),
        ActiveStopTime = fields.ReadText("activeStopTime"),
    };

    private static TwsOrder ReadAdjustments(ref FieldReader fields, TwsOrder order) => order with
    {
        AdjustedOrderType = fields.ReadText("adjustedOrderType"),
        TriggerPrice = fields.ReadDoubleOrNull("triggerPrice"),
        LmtPriceOffset = fields.ReadDoubleOrNull("lmtPriceOffset"),
        AdjustedStopPrice = fields.ReadDoubleOrNull("adjustedStopPrice"),
        AdjustedStopLimitPrice = fields.ReadDoubleOrNull("adjustedStopLimitPrice"),
        AdjustedTrailingAmount = fields.ReadDoubleOrNull("adjustedTrailingAmount"),
        AdjustableTrailingUnit = fields.ReadInt("adjustableTrailingUnit"),
        ExtOperator = fields.ReadText("extOperator"),
        SoftDollarTierName = fields.ReadText("softDollarTierName"),
        SoftDollarTierValue = fields.ReadText("softDollarTierValue"),
        CashQty = fields.ReadDoubleOrNone("cashQty"),
        Mifid2DecisionMaker = fields.ReadText("mifid2DecisionMaker"),
        Mifid2DecisionAlgo = fields.ReadText("mifid2DecisionAlgo"),
        Mifid2ExecutionTrader = fields.ReadText("mifid2ExecutionTrader"),
        Mifid2ExecutionAlgo = fields.ReadText("mifid2ExecutionAlgo"),
        DontUseAutoPriceForHedge = fields.ReadBool("dontUseAutoPriceForHedge"),
        IsOmsContainer = fields.ReadBool("isOmsContainer"),
        DiscretionaryUpToLimitPrice = fields.ReadBool("discretionaryUpToLimitPrice"),
        UsePriceMgmtAlgo = fields.ReadBoolOrNull("usePriceMgmtAlgo"),
        Duration = fields.ReadIntOrNull("duration"),
        PostToAts = fields.ReadIntOrNull("postToAts"),
        AutoCancelParent = fields.ReadBool("autoCancelParent"),
        AdvancedErrorOverride = fields.ReadText("advancedErrorOverride"),
        ManualOrderTime = fields.ReadText("manualOrderTime"),
    };

    private static TwsOrder ReadPegOffsets(ref FieldReader fields, TwsOrder order, Contract contract)
    {
        if (contract.Exchange is Ibkrats) order = order with { MinTradeQty = fields.ReadIntOrNull("minTradeQty") };
        if (order.IsPegBest)
        {
            order = order with
            {
                MinCompeteSize = fields.ReadIntOrNull("minCompeteSize"),
                CompeteAgainstBestOffset = fields.ReadDoubleOrInfinity("competeAgainstBestOffset", out var isUpToMid),
                CompeteAgainstBestUpToMid = isUpToMid,
            };
        }
        return !HasMidOffsets(order) ? order : order with
        {
            MidOffsetAtWhole = fields.ReadDoubleOrNull("midOffsetAtWhole"),
            MidOffsetAtHalf = fields.ReadDoubleOrNull("midOffsetAtHalf"),
        };
    }

    private static bool HasMidOffsets(TwsOrder order) =>
        order.IsPegMid || order.IsPegBest && order.CompeteAgainstBestUpToMid;
}
