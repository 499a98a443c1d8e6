using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>One leg of a BAG contract.</summary>
public sealed record ComboLeg(int ConId, int Ratio, string Action, string Exchange)
{
    /// <summary>0 same as the combo, 1 open, 2 close, 3 unknown.</summary>
    public int OpenClose { get; init; }

    public int ShortSaleSlot { get; init; }
    public string DesignatedLocation { get; init; } = "";
    public int ExemptCode { get; init; } = -1;

    /// <summary>The eight fields of a leg in an order.</summary>
    internal static ComboLeg Read(ref FieldReader fields) => ReadShort(ref fields) with
    {
        OpenClose = fields.ReadInt("leg.openClose"),
        ShortSaleSlot = fields.ReadInt("leg.shortSaleSlot"),
        DesignatedLocation = fields.ReadText("leg.designatedLocation"),
        ExemptCode = fields.ReadInt("leg.exemptCode"),
    };

    /// <summary>The four fields of a leg in a data request.</summary>
    internal static ComboLeg ReadShort(ref FieldReader fields) => new(
        ConId: fields.ReadInt("leg.conId"),
        Ratio: fields.ReadInt("leg.ratio"),
        Action: fields.ReadText("leg.action"),
        Exchange: fields.ReadText("leg.exchange"));

    internal void Write(FieldWriter fields)
    {
        WriteShort(fields);
        fields.WriteInt(OpenClose);
        fields.WriteInt(ShortSaleSlot);
        fields.WriteText(DesignatedLocation);
        fields.WriteInt(ExemptCode);
    }

    internal void WriteShort(FieldWriter fields)
    {
        fields.WriteInt(ConId);
        fields.WriteInt(Ratio);
        fields.WriteText(Action);
        fields.WriteText(Exchange);
    }

    internal static void WriteAll(FieldWriter fields, TwsList<ComboLeg> legs)
    {
        fields.WriteInt(legs.Count);
        foreach (var leg in legs) leg.Write(fields);
    }

    internal static void WriteAllShort(FieldWriter fields, TwsList<ComboLeg> legs)
    {
        fields.WriteInt(legs.Count);
        foreach (var leg in legs) leg.WriteShort(fields);
    }
}
