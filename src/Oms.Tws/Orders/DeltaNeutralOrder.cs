using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>The order that hedges a VOL order.</summary>
public sealed record DeltaNeutralOrder(string OrderType, decimal? AuxPrice)
{
    // The gateway sends this word, and the whole block behind it, for every order that has none.
    private const string None = "None";

    public int ConId { get; init; }
    public string SettlingFirm { get; init; } = "";
    public string ClearingAccount { get; init; } = "";
    public string ClearingIntent { get; init; } = "";
    public string OpenClose { get; init; } = "";
    public bool ShortSale { get; init; }
    public int ShortSaleSlot { get; init; }
    public string DesignatedLocation { get; init; } = "";

    internal static DeltaNeutralOrder? Read(ref FieldReader fields)
    {
        var block = ReadHead(ref fields);
        if (block.OrderType.Length == 0) return null;
        block = block with
        {
            ConId = fields.ReadInt("deltaNeutralConId"),
            SettlingFirm = fields.ReadText("deltaNeutralSettlingFirm"),
            ClearingAccount = fields.ReadText("deltaNeutralClearingAccount"),
            ClearingIntent = fields.ReadText("deltaNeutralClearingIntent"),
            OpenClose = fields.ReadText("deltaNeutralOpenClose"),
            ShortSale = fields.ReadBool("deltaNeutralShortSale"),
            ShortSaleSlot = fields.ReadInt("deltaNeutralShortSaleSlot"),
            DesignatedLocation = fields.ReadText("deltaNeutralDesignatedLocation"),
        };
        return block.OrderType is None ? null : block;
    }

    /// <summary>completedOrder carries four of the eight fields.</summary>
    internal static DeltaNeutralOrder? ReadShort(ref FieldReader fields)
    {
        var block = ReadHead(ref fields);
        if (block.OrderType.Length == 0) return null;
        block = block with
        {
            ConId = fields.ReadInt("deltaNeutralConId"),
            ShortSale = fields.ReadBool("deltaNeutralShortSale"),
            ShortSaleSlot = fields.ReadInt("deltaNeutralShortSaleSlot"),
            DesignatedLocation = fields.ReadText("deltaNeutralDesignatedLocation"),
        };
        return block.OrderType is None ? null : block;
    }

    internal static void Write(FieldWriter fields, DeltaNeutralOrder? block)
    {
        fields.WriteText(block?.OrderType ?? "");
        fields.WriteDouble(block?.AuxPrice);
        if (block is { OrderType.Length: > 0 }) block.WriteRest(fields);
    }

    internal static void WriteInReply(FieldWriter fields, DeltaNeutralOrder? block)
    {
        fields.WriteText(block?.OrderType ?? None);
        fields.WriteDouble(block?.AuxPrice);
        (block ?? new(None, null) { OpenClose = "?" }).WriteRest(fields);
    }

    internal static void WriteShortInReply(FieldWriter fields, DeltaNeutralOrder? block)
    {
        fields.WriteText(block?.OrderType ?? None);
        fields.WriteDouble(block?.AuxPrice);
        fields.WriteInt(block?.ConId ?? 0);
        fields.WriteBool(block?.ShortSale ?? false);
        fields.WriteInt(block?.ShortSaleSlot ?? 0);
        fields.WriteText(block?.DesignatedLocation ?? "");
    }

    private static DeltaNeutralOrder ReadHead(ref FieldReader fields) => new(
        OrderType: fields.ReadText("deltaNeutralOrderType"),
        AuxPrice: fields.ReadDoubleOrNull("deltaNeutralAuxPrice"));

    private void WriteRest(FieldWriter fields)
    {
        fields.WriteInt(ConId);
        fields.WriteText(SettlingFirm);
        fields.WriteText(ClearingAccount);
        fields.WriteText(ClearingIntent);
        fields.WriteText(OpenClose);
        fields.WriteBool(ShortSale);
        fields.WriteInt(ShortSaleSlot);
        fields.WriteText(DesignatedLocation);
    }
}
