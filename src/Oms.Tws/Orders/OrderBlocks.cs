using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>
/// The blocks that placeOrder, openOrder and completedOrder share, each read into an order and written from one.
/// </summary>
internal static class OrderBlocks
{
    private const string None = "None";

    /// <summary>
    /// The second of two values that are read one after the other. With it a whole order is one initializer, in the
    /// order of the wire and built once, although parts of its contract and state stand between its fields.
    /// </summary>
    public static T After<TBefore, T>(TBefore before, T value)
    {
        _ = before;
        return value;
    }

    public static TwsList<decimal?> ReadComboPrices(ref FieldReader fields) => fields.ReadList(
        "orderComboLegsCount", static (ref FieldReader leg) => leg.ReadDoubleOrNull("orderLeg.price"));

    public static TwsList<TagValue> ReadRoutingParams(ref FieldReader fields) =>
        fields.ReadList("smartComboRoutingParamsCount", TagValue.Read);

    public static void WriteComboPrices(FieldWriter fields, TwsOrder order)
    {
        fields.WriteInt(order.ComboLegPrices.Count);
        foreach (var price in order.ComboLegPrices) fields.WriteDouble(price);
        TagValue.WriteAll(fields, order.SmartComboRoutingParams);
    }

    public static void WriteHedge(FieldWriter fields, TwsOrder order)
    {
        fields.WriteText(order.HedgeType);
        if (order.HedgeType.Length > 0) fields.WriteText(order.HedgeParam);
    }

    public static void WriteAlgo(FieldWriter fields, TwsOrder order)
    {
        fields.WriteText(order.AlgoStrategy);
        if (order.AlgoStrategy.Length > 0) TagValue.WriteAll(fields, order.AlgoParams);
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
