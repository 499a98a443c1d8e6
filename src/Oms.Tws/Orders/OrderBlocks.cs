using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>
/// The blocks that placeOrder, openOrder and completedOrder share, each read into an order and written from one.
/// </summary>
internal static class OrderBlocks
{
    private const string None = "None";

    public static TwsOrder ReadComboPrices(ref FieldReader fields, TwsOrder order) => order with
    {
        ComboLegPrices = fields.ReadList(
            "orderComboLegsCount", static (ref FieldReader leg) => leg.ReadDoubleOrNull("orderLeg.price")),
        SmartComboRoutingParams = fields.ReadList("smartComboRoutingParamsCount", TagValue.Read),
    };

    public static void WriteComboPrices(FieldWriter fields, TwsOrder order)
    {
        fields.WriteInt(order.ComboLegPrices.Count);
        foreach (var price in order.ComboLegPrices) fields.WriteDouble(price);
        TagValue.WriteAll(fields, order.SmartComboRoutingParams);
    }

    public static TwsOrder ReadHedge(ref FieldReader fields, TwsOrder order)
    {
        order = order with { HedgeType = fields.ReadText("hedgeType") };
        return order.HedgeType.Length == 0 ? order : order with { HedgeParam = fields.ReadText("hedgeParam") };
    }

    public static void WriteHedge(FieldWriter fields, TwsOrder order)
    {
        fields.WriteText(order.HedgeType);
        if (order.HedgeType.Length > 0) fields.WriteText(order.HedgeParam);
    }

    public static TwsOrder ReadAlgo(ref FieldReader fields, TwsOrder order)
    {
        order = order with { AlgoStrategy = fields.ReadText("algoStrategy") };
        return order.AlgoStrategy.Length == 0
            ? order
            : order with { AlgoParams = fields.ReadList("algoParamsCount", TagValue.Read) };
    }

    public static void WriteAlgo(FieldWriter fields, TwsOrder order)
    {
        fields.WriteText(order.AlgoStrategy);
        if (order.AlgoStrategy.Length > 0) TagValue.WriteAll(fields, order.AlgoParams);
    }

    public static TwsOrder ReadPegAndConditions(ref FieldReader fields, TwsOrder order)
    {
        if (order.IsPegBench) order = order with { PegBenchmark = PegBenchmark.Read(ref fields) };
        var conditions = fields.ReadList("conditionsCount", OrderCondition.Read);
        return conditions.Count == 0 ? order : order with
        {
            Conditions = conditions,
            ConditionsIgnoreRth = fields.ReadBool("conditionsIgnoreRth"),
            ConditionsCancelOrder = fields.ReadBool("conditionsCancelOrder"),
        };
    }

    public static void WritePegAndConditions(FieldWriter fields, TwsOrder order)
    {
        if (order.IsPegBench) PegBenchmark.Write(fields, order.PegBenchmark);
        fields.WriteInt(order.Conditions.Count);
        if (order.Conditions.Count == 0) return;
        foreach (var condition in order.Conditions) condition.Write(fields);
        fields.WriteBool(order.ConditionsIgnoreRth);
        fields.WriteBool(order.ConditionsCancelOrder);
    }

    /// <summary>The five fields that end openOrder and completedOrder.</summary>
    public static TwsOrder ReadTail(ref FieldReader fields, TwsOrder order) => order with
    {
        MinTradeQty = fields.ReadIntOrNull("minTradeQty"),
        MinCompeteSize = fields.ReadIntOrNull("minCompeteSize"),
        CompeteAgainstBestOffset = fields.ReadDoubleOrInfinity("competeAgainstBestOffset", out var isUpToMid),
        CompeteAgainstBestUpToMid = isUpToMid,
        MidOffsetAtWhole = fields.ReadDoubleOrNull("midOffsetAtWhole"),
        MidOffsetAtHalf = fields.ReadDoubleOrNull("midOffsetAtHalf"),
    };

    public static void WriteTail(FieldWriter fields, TwsOrder order)
    {
        fields.WriteInt(order.MinTradeQty);
        fields.WriteInt(order.MinCompeteSize);
        WriteCompeteOffset(fields, order);
        fields.WriteDouble(order.MidOffsetAtWhole);
        fields.WriteDouble(order.MidOffsetAtHalf);
    }

    public static void WriteCompeteOffset(FieldWriter fields, TwsOrder order)
    {
        if (order.CompeteAgainstBestUpToMid) fields.WriteText("Infinity");
        else fields.WriteDouble(order.CompeteAgainstBestOffset);
    }

    /// <summary>The gateway says `None` where there is no adjusted type.</summary>
    public static string ReadAdjustedOrderType(ref FieldReader fields) =>
        fields.ReadText("adjustedOrderType") is var type && type is None ? "" : type;

    public static void WriteAdjustedOrderType(FieldWriter fields, TwsOrder order) =>
        fields.WriteText(order.AdjustedOrderType.Length == 0 ? None : order.AdjustedOrderType);
}
