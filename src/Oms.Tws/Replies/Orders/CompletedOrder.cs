using Oms.Tws.Framing;
using static Oms.Tws.OrderBlocks;

namespace Oms.Tws.Replies;

/// <summary>
/// Reply 101: an order of the day that can no longer change. It names no order id; PermId and OrderRef identify it.
/// </summary>
public sealed partial record CompletedOrder(Contract Contract, TwsOrder Order, OrderState State) : TwsReply
{
    public string AutoCancelDate { get; init; } = "";
    public decimal? FilledQuantity { get; init; }
    public int? RefFuturesConId { get; init; }
    public string Shareholder { get; init; } = "";
    public bool ImbalanceOnly { get; init; }
    public bool RouteMarketableToBbo { get; init; }
    public long? ParentPermId { get; init; }

    internal static CompletedOrder Read(ref FieldReader fields, int serverVersion)
    {
        var contract = Contract.ReadShort(ref fields);
        string orderType, hedgeType, algo, status;
        decimal? trailStop;
        TwsList<OrderCondition> conditions;
        Middle middle;
        Ending ending;
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
            PermId = fields.ReadLong("permId"),
            OutsideRth = fields.ReadBool("outsideRth"),
            Hidden = fields.ReadBool("hidden"),
            DiscretionaryAmt = fields.ReadDouble("discretionaryAmt"),
            GoodAfterTime = fields.ReadText("goodAfterTime"),
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
            StartingPrice = fields.ReadDoubleOrNull("startingPrice"),
            StockRefPrice = fields.ReadDoubleOrNull("stockRefPrice"),
            Delta = fields.ReadDoubleOrNull("delta"),
            StockRangeLower = fields.ReadDoubleOrNull("stockRangeLower"),
            StockRangeUpper = fields.ReadDoubleOrNull("stockRangeUpper"),
            DisplaySize = fields.ReadIntOrNone("displaySize"),
            SweepToFill = fields.ReadBool("sweepToFill"),
            AllOrNone = fields.ReadBool("allOrNone"),
            MinQty = fields.ReadIntOrNull("minQty"),
            OcaType = fields.ReadInt("ocaType"),
            TriggerMethod = fields.ReadInt("triggerMethod"),
            Volatility = fields.ReadDoubleOrNull("volatility"),
            VolatilityType = fields.ReadIntOrNone("volatilityType"),
            DeltaNeutral = DeltaNeutralOrder.ReadShort(ref fields),
            ContinuousUpdate = fields.ReadBool("continuousUpdate"),
            ReferencePriceType = fields.ReadIntOrNone("referencePriceType"),
            TrailingPercent = After(
                trailStop = fields.ReadDoubleOrNull("trailStopPrice"), fields.ReadDoubleOrNull("trailingPercent")),
            ComboLegPrices = After(contract = contract.ReadCombo(ref fields), OrderBlocks.ReadComboPrices(ref fields)),
            SmartComboRoutingParams = OrderBlocks.ReadRoutingParams(ref fields),
            Scale = ScaleTerms.Read(ref fields),
            HedgeType = hedgeType = fields.ReadText("hedgeType"),
            HedgeParam = hedgeType.Length > 0 ? fields.ReadText("hedgeParam") : "",
            ClearingAccount = fields.ReadText("clearingAccount"),
            ClearingIntent = fields.ReadText("clearingIntent"),
            NotHeld = fields.ReadBool("notHeld"),
            AlgoStrategy = algo = After(
                contract = contract.ReadDeltaNeutral(ref fields), fields.ReadText("algoStrategy")),
            AlgoParams = algo.Length > 0 ? fields.ReadList("algoParamsCount", TagValue.Read) : [],
            Solicited = fields.ReadBool("solicited"),
            RandomizeSize = After(status = fields.ReadText("status"), fields.ReadBool("randomizeSize")),
            RandomizePrice = fields.ReadBool("randomizePrice"),
            PegBenchmark = TwsOrder.IsPegBenchType(orderType) ? PegBenchmark.Read(ref fields) : null,
            Conditions = conditions = fields.ReadList("conditionsCount", OrderCondition.Read),
            ConditionsIgnoreRth = conditions.Count > 0 && fields.ReadBool("conditionsIgnoreRth"),
            ConditionsCancelOrder = conditions.Count > 0 && fields.ReadBool("conditionsCancelOrder"),
            TrailStopPrice = fields.ReadDoubleOrNull("trailStopPrice2") ?? trailStop,
            LmtPriceOffset = fields.ReadDoubleOrNull("lmtPriceOffset"),
            CashQty = fields.ReadDoubleOrNone("cashQty"),
            DontUseAutoPriceForHedge = fields.ReadBool("dontUseAutoPriceForHedge"),
            IsOmsContainer = fields.ReadBool("isOmsContainer"),
            AutoCancelParent = After(middle = Middle.Read(ref fields), fields.ReadBool("autoCancelParent")),
            MinTradeQty = After(ending = Ending.Read(ref fields), fields.ReadIntOrNull("minTradeQty")),
            MinCompeteSize = fields.ReadIntOrNull("minCompeteSize"),
            CompeteAgainstBestOffset = fields.ReadDoubleOrInfinity("competeAgainstBestOffset", out var isUpToMid),
            CompeteAgainstBestUpToMid = isUpToMid,
            MidOffsetAtWhole = fields.ReadDoubleOrNull("midOffsetAtWhole"),
            MidOffsetAtHalf = fields.ReadDoubleOrNull("midOffsetAtHalf"),
        };
        var state = new OrderState
        {
            Status = status,
            CompletedTime = ending.CompletedTime,
            CompletedStatus = ending.CompletedStatus,
        };
        return new(contract, order, state)
        {
            AutoCancelDate = middle.AutoCancelDate,
            FilledQuantity = middle.FilledQuantity,
            RefFuturesConId = middle.RefFuturesConId,
            Shareholder = ending.Shareholder,
            ImbalanceOnly = ending.ImbalanceOnly,
            RouteMarketableToBbo = ending.RouteMarketableToBbo,
            ParentPermId = ending.ParentPermId,
        };
    }

    // What stands before and behind autoCancelParent belongs to the message, not to the order.
    private readonly record struct Middle(string AutoCancelDate, decimal? FilledQuantity, int? RefFuturesConId)
    {
        public static Middle Read(ref FieldReader fields) => new(
            AutoCancelDate: fields.ReadText("autoCancelDate"),
            FilledQuantity: fields.ReadDecimalOrNull("filledQuantity"),
            RefFuturesConId: fields.ReadIntOrNull("refFuturesConId"));
    }

    private readonly record struct Ending(
        string Shareholder, bool ImbalanceOnly, bool RouteMarketableToBbo, long? ParentPermId, string CompletedTime,
        string CompletedStatus)
    {
        public static Ending Read(ref FieldReader fields) => new(
            Shareholder: fields.ReadText("shareholder"),
            ImbalanceOnly: fields.ReadBool("imbalanceOnly"),
            RouteMarketableToBbo: fields.ReadBool("routeMarketableToBbo"),
            ParentPermId: fields.ReadLongOrNull("parentPermId"),
            CompletedTime: fields.ReadText("completedTime"),
            CompletedStatus: fields.ReadText("completedStatus"));
    }
}
