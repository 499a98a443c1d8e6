using Oms.Tws.Framing;
using static Oms.Tws.OrderBlocks;

namespace Oms.Tws.Requests;

/// <summary>Request 3: a new order, or, with the id of a live one, its new terms.</summary>
public sealed partial record PlaceOrder(int OrderId, Contract Contract, TwsOrder Order) : TwsRequest
{
    private const string Ibkrats = "IBKRATS";

    internal static PlaceOrder Read(ref FieldReader fields, int serverVersion)
    {
        var orderId = fields.ReadInt("orderId");
        var contract = Contract.Read(ref fields).ReadSecId(ref fields);
        var isBag = contract.IsBag;
        bool isUpToMid = false, hasMidOffsets;
        string orderType, hedgeType, algo;
        TwsList<OrderCondition> conditions;
        var order = new TwsOrder
        {
            Action = fields.ReadText("action"),
            TotalQuantity = fields.ReadDecimalOrNull("totalQuantity"),
            OrderType = orderType = fields.ReadText("orderType"),
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
            ComboLegPrices = isBag
                ? After(contract = contract.ReadLegs(ref fields), OrderBlocks.ReadComboPrices(ref fields))
                : [],
            SmartComboRoutingParams = isBag ? OrderBlocks.ReadRoutingParams(ref fields) : [],
            DiscretionaryAmt = After(fields.ReadText("sharesAllocation"), fields.ReadDouble("discretionaryAmt")),
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
            HedgeType = hedgeType = fields.ReadText("hedgeType"),
            HedgeParam = hedgeType.Length > 0 ? fields.ReadText("hedgeParam") : "",
            OptOutSmartRouting = fields.ReadBool("optOutSmartRouting"),
            ClearingAccount = fields.ReadText("clearingAccount"),
            ClearingIntent = fields.ReadText("clearingIntent"),
            NotHeld = fields.ReadBool("notHeld"),
            AlgoStrategy = algo = After(
                contract = contract.ReadDeltaNeutral(ref fields), fields.ReadText("algoStrategy")),
            AlgoParams = algo.Length > 0 ? fields.ReadList("algoParamsCount", TagValue.Read) : [],
            AlgoId = fields.ReadText("algoId"),
            WhatIf = fields.ReadBool("whatIf"),
            OrderMiscOptions = fields.ReadText("orderMiscOptions"),
            Solicited = fields.ReadBool("solicited"),
            RandomizeSize = fields.ReadBool("randomizeSize"),
            RandomizePrice = fields.ReadBool("randomizePrice"),
            PegBenchmark = TwsOrder.IsPegBenchType(orderType) ? PegBenchmark.Read(ref fields) : null,
            Conditions = conditions = fields.ReadList("conditionsCount", OrderCondition.Read),
            ConditionsIgnoreRth = conditions.Count > 0 && fields.ReadBool("conditionsIgnoreRth"),
            ConditionsCancelOrder = conditions.Count > 0 && fields.ReadBool("conditionsCancelOrder"),
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
            MinTradeQty = contract.Exchange is Ibkrats ? fields.ReadIntOrNull("minTradeQty") : null,
            MinCompeteSize = TwsOrder.IsPegBestType(orderType) ? fields.ReadIntOrNull("minCompeteSize") : null,
            CompeteAgainstBestOffset = TwsOrder.IsPegBestType(orderType)
                ? fields.ReadDoubleOrInfinity("competeAgainstBestOffset", out isUpToMid)
                : null,
            CompeteAgainstBestUpToMid = isUpToMid,
            MidOffsetAtWhole = (hasMidOffsets = isUpToMid || TwsOrder.IsPegMidType(orderType))
                ? fields.ReadDoubleOrNull("midOffsetAtWhole")
                : null,
            MidOffsetAtHalf = hasMidOffsets ? fields.ReadDoubleOrNull("midOffsetAtHalf") : null,
        };
        return new(orderId, contract, order);
    }

    private static bool HasMidOffsets(TwsOrder order) =>
        order.IsPegMid || order.IsPegBest && order.CompeteAgainstBestUpToMid;
}
