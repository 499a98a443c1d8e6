using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>From LowEdge upwards, prices move in steps of Increment.</summary>
public sealed record PriceIncrement(decimal LowEdge, decimal Increment)
{
    internal static PriceIncrement Read(ref FieldReader fields) =>
        new(LowEdge: fields.ReadDouble("inc.lowEdge"), Increment: fields.ReadDouble("inc.increment"));

    internal void Write(FieldWriter fields)
    {
        fields.WriteDouble(LowEdge);
        fields.WriteDouble(Increment);
    }
}
