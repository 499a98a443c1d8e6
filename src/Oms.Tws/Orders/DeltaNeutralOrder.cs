using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>The order that hedges a VOL order.</summary>
public sealed record DeltaNeutralOrder(string OrderType, decimal? AuxPrice)
{
    // The gateway sends this word, and the whole block behind it, for every order that has none.
    private const string None = "None";
    private const int RestLength = 8;
    private const int ShortRestLength = 4;

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
        var (type, price) = ReadHead(ref fields);
        if (type is None) return SkipRest(ref fields, RestLength);
        return type.Length == 0 ? null : new(type, price)
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
    }

    /// <summary>completedOrder carries four of the eight fields.</summary>
    internal static DeltaNeutralOrder? ReadShort(ref FieldReader fields)
    {
        var (type, price) = ReadHead(ref fields);
        if (type is None) return SkipRest(ref fields, ShortRestLength);
        return type.Length == 0 ? null : new(type, price)
        {
            ConId = fields.ReadInt("deltaNeutralConId"),
            ShortSale = fields.ReadBool("deltaNeutralShortSale"),
            ShortSaleSlot = fields.ReadInt("deltaNeutralShortSaleSlot"),
            DesignatedLocation = fields.ReadText("deltaNeutralDesignatedLocation"),
        };
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

    private static (string Type, decimal? AuxPrice) ReadHead(ref FieldReader fields) => (
        fields.ReadText("deltaNeutralOrderType"),
        fields.ReadDoubleOrNull("deltaNeutralAuxPrice"));

    // The block of an order that has none says nothing.
    private static DeltaNeutralOrder? SkipRest(ref FieldReader fields, int length)
    {
        for (var i = 0; i < length; i++) fields.Skip("deltaNeutral");
        return null;
    }

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
