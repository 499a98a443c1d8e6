using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>The contract that hedges the delta of a combo, with the delta and price agreed.</summary>
public sealed record DeltaNeutralContract(int ConId, decimal Delta, decimal Price)
{
    /// <summary>The block is announced by a flag; null where the flag is 0.</summary>
    internal static DeltaNeutralContract? Read(ref FieldReader fields) => !fields.ReadBool("deltaNeutralPresent")
        ? null
        : new(
            ConId: fields.ReadInt("dn.conId"),
            Delta: fields.ReadDouble("dn.delta"),
            Price: fields.ReadDouble("dn.price"));

    internal static void Write(FieldWriter fields, DeltaNeutralContract? block)
    {
        fields.WriteBool(block is not null);
        if (block is null) return;
        fields.WriteInt(block.ConId);
        fields.WriteDouble(block.Delta);
        fields.WriteDouble(block.Price);
    }
}
