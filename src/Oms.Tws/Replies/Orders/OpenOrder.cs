using Oms.Tws.Framing;
using static Oms.Tws.OrderBlocks;

namespace Oms.Tws.Replies;

/// <summary>Reply 5: an order as the gateway holds it, with all its attributes.</summary>
public sealed partial record OpenOrder(int OrderId, Contract Contract, TwsOrder Order, OrderState State) : TwsReply
{
    internal static OpenOrder Read(ref FieldReader fields, int serverVersion)
    {
        var orderId = fields.ReadInt("orderId");
        var contract = Contract.ReadShort(ref fields);
        OrderState state;
        string orderType, hedgeType, algo;
        decimal? trailStop;
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
            ClientId = fields.ReadInt("clientId"),
            PermId = fields.ReadLong("permId"),
            OutsideRth = fields.ReadBool("outsideRth"),
            Hidden = fields.ReadBool("hidden"),
            DiscretionaryAmt = fields.ReadDouble("discretionaryAmt"),
            GoodAfterTime = fields.ReadText("goodAfterTime"),
            FaGroup = After(fields.ReadText("sharesAllocation"), fields.ReadText("faGroup")), // The former is IB's own.
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
            TrailingPercent = After(
                trailStop = fields.ReadDoubleOrNull("trailStopPrice"), fields.ReadDoubleOrNull("trailingPercent")),
            BasisPoints = fields.ReadDoubleOrNull("basisPoints"),
            BasisPointsType = fields.ReadIntOrNull("basisPointsType"),
            ComboLegPrices = After(contract = contract.ReadCombo(ref fields), OrderBlocks.ReadComboPrices(ref fields)),
            SmartComboRoutingParams = OrderBlocks.ReadRoutingParams(ref fields),
            Scale = ScaleTerms.Read(ref fields),
            HedgeType = hedgeType = fields.ReadText("hedgeType"),
            HedgeParam = hedgeType.Length > 0 ? fields.ReadText("hedgeParam") : "",
            OptOutSmartRouting = fields.ReadBool("optOutSmartRouting"),
            ClearingAccount = fields.ReadText("clearingAccount"),
            ClearingIntent = fields.ReadText("clearingIntent"),
            NotHeld = fields.ReadBool("notHeld"),
            AlgoStrategy = algo = After(
                contract = contract.ReadDeltaNeutral(ref fields), fields.ReadText("algoStrategy")),
            AlgoParams = algo.Length > 0 ? fields.ReadList("algoParamsCount", TagValue.Read) : [],
            Solicited = fields.ReadBool("solicited"),
            WhatIf = fields.ReadBool("whatIf"),
            RandomizeSize = After(state = OrderState.Read(ref fields), fields.ReadBool("randomizeSize")),
            RandomizePrice = fields.ReadBool("randomizePrice"),
            PegBenchmark = TwsOrder.IsPegBenchType(orderType) ? PegBenchmark.Read(ref fields) : null,
            Conditions = conditions = fields.ReadList("conditionsCount", OrderCondition.Read),
            ConditionsIgnoreRth = conditions.Count > 0 && fields.ReadBool("conditionsIgnoreRth"),
            ConditionsCancelOrder = conditions.Count > 0 && fields.ReadBool("conditionsCancelOrder"),
            AdjustedOrderType = OrderBlocks.ReadAdjustedOrderType(ref fields),
            TriggerPrice = fields.ReadDoubleOrNull("triggerPrice"),
            TrailStopPrice = fields.ReadDoubleOrNull("trailStopPrice2") ?? trailStop,
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
            MinTradeQty = fields.ReadIntOrNull("minTradeQty"),
            MinCompeteSize = fields.ReadIntOrNull("minCompeteSize"),
            CompeteAgainstBestOffset = fields.ReadDoubleOrInfinity("competeAgainstBestOffset", out var isUpToMid),
            CompeteAgainstBestUpToMid = isUpToMid,
            MidOffsetAtWhole = fields.ReadDoubleOrNull("midOffsetAtWhole"),
            MidOffsetAtHalf = fields.ReadDoubleOrNull("midOffsetAtHalf"),
        };
        return new(orderId, contract, order, state);
    }
}
