using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>
/// Request 9: everything about the instruments that match. Code 200 instead of an end marker when there are none.
/// </summary>
public sealed record ReqContractDetails(
    int ReqId, Contract Contract, bool IncludeExpired = false, string IssuerId = "") : TwsRequest
{
    private const int Version = 8;

    internal static ReqContractDetails Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        var reqId = fields.ReadInt("reqId");
        var contract = Contract.Read(ref fields);
        var includeExpired = fields.ReadBool("includeExpired");
        contract = contract with { SecIdType = fields.ReadText("secIdType"), SecId = fields.ReadText("secId") };
        return new(reqId, contract, includeExpired, IssuerId: fields.ReadText("issuerId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqContractDetails);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        Contract.Write(fields);
        fields.WriteBool(IncludeExpired);
        fields.WriteText(Contract.SecIdType);
        fields.WriteText(Contract.SecId);
        fields.WriteText(IssuerId);
    }
}
