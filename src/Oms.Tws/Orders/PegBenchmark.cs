using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>What a PEG BENCH order follows; travels only with that order type.</summary>
public sealed record PegBenchmark(
    int ReferenceContractId,
    bool IsPeggedChangeAmountDecrease,
    decimal PeggedChangeAmount,
    decimal ReferenceChangeAmount,
    string ReferenceExchangeId)
{
    private static readonly PegBenchmark None = new(0, false, 0, 0, "");

    internal static PegBenchmark Read(ref FieldReader fields) => new(
        ReferenceContractId: fields.ReadInt("referenceContractId"),
        IsPeggedChangeAmountDecrease: fields.ReadBool("isPeggedChangeAmountDecrease"),
        PeggedChangeAmount: fields.ReadDouble("peggedChangeAmount"),
        ReferenceChangeAmount: fields.ReadDouble("referenceChangeAmount"),
        ReferenceExchangeId: fields.ReadText("referenceExchangeId"));

    internal static void Write(FieldWriter fields, PegBenchmark? peg)
    {
        peg ??= None;
        fields.WriteInt(peg.ReferenceContractId);
        fields.WriteBool(peg.IsPeggedChangeAmountDecrease);
        fields.WriteDouble(peg.PeggedChangeAmount);
        fields.WriteDouble(peg.ReferenceChangeAmount);
        fields.WriteText(peg.ReferenceExchangeId);
    }
}
