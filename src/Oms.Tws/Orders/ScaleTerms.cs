using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>Scale order: the total is worked in levels, each a price increment apart.</summary>
public sealed record ScaleTerms
{
    public int? InitLevelSize { get; init; }
    public int? SubsLevelSize { get; init; }

    /// <summary>The rest travels only when this is above zero.</summary>
    public decimal? PriceIncrement { get; init; }

    public decimal? PriceAdjustValue { get; init; }
    public int? PriceAdjustInterval { get; init; }
    public decimal? ProfitOffset { get; init; }
    public bool AutoReset { get; init; }
    public int? InitPosition { get; init; }
    public int? InitFillQty { get; init; }
    public bool RandomPercent { get; init; }

    internal static ScaleTerms? Read(ref FieldReader fields)
    {
        var initial = fields.ReadIntOrNull("scaleInitLevelSize");
        var subsequent = fields.ReadIntOrNull("scaleSubsLevelSize");
        var increment = fields.ReadDoubleOrNull("scalePriceIncrement");
        if (initial is null && subsequent is null && increment is null) return null;
        var scale = new ScaleTerms
        {
            InitLevelSize = initial,
            SubsLevelSize = subsequent,
            PriceIncrement = increment,
        };
        return increment is not > 0 ? scale : scale with
        {
            PriceAdjustValue = fields.ReadDoubleOrNull("scalePriceAdjustValue"),
            PriceAdjustInterval = fields.ReadIntOrNull("scalePriceAdjustInterval"),
            ProfitOffset = fields.ReadDoubleOrNull("scaleProfitOffset"),
            AutoReset = fields.ReadBool("scaleAutoReset"),
            InitPosition = fields.ReadIntOrNull("scaleInitPosition"),
            InitFillQty = fields.ReadIntOrNull("scaleInitFillQty"),
            RandomPercent = fields.ReadBool("scaleRandomPercent"),
        };
    }

    /// <summary>As a client writes it: what is not set stays empty.</summary>
    internal static void Write(FieldWriter fields, ScaleTerms? scale)
    {
        fields.WriteInt(scale?.InitLevelSize);
        fields.WriteInt(scale?.SubsLevelSize);
        fields.WriteDouble(scale?.PriceIncrement);
        WriteRest(fields, scale);
    }

    /// <summary>As the gateway writes it: level sizes that are not set are the largest integer.</summary>
    internal static void WriteInReply(FieldWriter fields, ScaleTerms? scale)
    {
        fields.WriteIntOrMax(scale?.InitLevelSize);
        fields.WriteIntOrMax(scale?.SubsLevelSize);
        fields.WriteDouble(scale?.PriceIncrement);
        WriteRest(fields, scale);
    }

    private static void WriteRest(FieldWriter fields, ScaleTerms? scale)
    {
        if (scale?.PriceIncrement is not > 0) return;
        fields.WriteDouble(scale.PriceAdjustValue);
        fields.WriteInt(scale.PriceAdjustInterval);
        fields.WriteDouble(scale.ProfitOffset);
        fields.WriteBool(scale.AutoReset);
        fields.WriteInt(scale.InitPosition);
        fields.WriteInt(scale.InitFillQty);
        fields.WriteBool(scale.RandomPercent);
    }
}
