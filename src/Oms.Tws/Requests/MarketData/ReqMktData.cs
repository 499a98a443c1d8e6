using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 1: ticks of an instrument, streaming or as one snapshot.</summary>
public sealed record ReqMktData(
    int ReqId,
    Contract Contract,
    string GenericTickList = "",
    bool Snapshot = false,
    bool RegulatorySnapshot = false,
    string MktDataOptions = "") : TwsRequest
{
    private const int Version = 11;

    internal static ReqMktData Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        var reqId = fields.ReadInt("reqId");
        var contract = Contract.Read(ref fields);
        if (contract.IsBag)
            contract = contract with { ComboLegs = fields.ReadList("comboLegsCount", ComboLeg.ReadShort) };
        contract = contract with { DeltaNeutral = DeltaNeutralContract.Read(ref fields) };
        return new(
            reqId,
            contract,
            GenericTickList: fields.ReadText("genericTickList"),
            Snapshot: fields.ReadBool("snapshot"),
            RegulatorySnapshot: fields.ReadBool("regulatorySnapshot"),
            MktDataOptions: fields.ReadText("mktDataOptions"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqMktData);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        Contract.Write(fields);
        if (Contract.IsBag) ComboLeg.WriteAllShort(fields, Contract.ComboLegs);
        DeltaNeutralContract.Write(fields, Contract.DeltaNeutral);
        fields.WriteText(GenericTickList);
        fields.WriteBool(Snapshot);
        fields.WriteBool(RegulatorySnapshot);
        fields.WriteText(MktDataOptions);
    }
}
