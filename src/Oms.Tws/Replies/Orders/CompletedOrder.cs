using Oms.Tws.Framing;

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
            ClearingAccount = fields.ReadText("clearingAccount"),
            ClearingIntent = fields.ReadText("clearingIntent"),
            NotHeld = fields.ReadBool("notHeld"),
        };
        contract = contract with { DeltaNeutral = DeltaNeutralContract.Read(ref fields) };
        order = OrderBlocks.ReadAlgo(ref fields, order) with { Solicited = fields.ReadBool("solicited") };
        var state = new OrderState { Status = fields.ReadText("status") };
        order = order with
        {
            RandomizeSize = fields.ReadBool("randomizeSize"),
            RandomizePrice = fields.ReadBool("randomizePrice"),
        };
        order = OrderBlocks.ReadPegAndConditions(ref fields, order);
        order = order with
        {
            TrailStopPrice = fields.ReadDoubleOrNull("trailStopPrice2") ?? order.TrailStopPrice,
            LmtPriceOffset = fields.ReadDoubleOrNull("lmtPriceOffset"),
            CashQty = fields.ReadDoubleOrNone("cashQty"),
            DontUseAutoPriceForHedge = fields.ReadBool("dontUseAutoPriceForHedge"),
            IsOmsContainer = fields.ReadBool("isOmsContainer"),
        };
        return ReadEnd(ref fields, new(contract, order, state));
    }

    private static TwsOrder ReadTerms(ref FieldReader fields, int serverVersion) => new()
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
    };

    private static TwsOrder ReadPrices(ref FieldReader fields, TwsOrder order) => order with
    {
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
        TrailStopPrice = fields.ReadDoubleOrNull("trailStopPrice"),
        TrailingPercent = fields.ReadDoubleOrNull("trailingPercent"),
    };

    private static CompletedOrder ReadEnd(ref FieldReader fields, CompletedOrder completed)
    {
        completed = completed with
        {
            AutoCancelDate = fields.ReadText("autoCancelDate"),
            FilledQuantity = fields.ReadDecimalOrNull("filledQuantity"),
            RefFuturesConId = fields.ReadIntOrNull("refFuturesConId"),
            Order = completed.Order with { AutoCancelParent = fields.ReadBool("autoCancelParent") },
            Shareholder = fields.ReadText("shareholder"),
            ImbalanceOnly = fields.ReadBool("imbalanceOnly"),
            RouteMarketableToBbo = fields.ReadBool("routeMarketableToBbo"),
            ParentPermId = fields.ReadLongOrNull("parentPermId"),
            State = completed.State with
            {
                CompletedTime = fields.ReadText("completedTime"),
                CompletedStatus = fields.ReadText("completedStatus"),
            },
        };
        return completed with { Order = OrderBlocks.ReadTail(ref fields, completed.Order) };
    }
}
