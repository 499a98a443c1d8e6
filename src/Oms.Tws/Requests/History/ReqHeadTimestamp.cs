using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>
/// Request 87: since when there is data of a kind. The layout is that of the public clients; the specification of the
/// other messages does not list it.
/// </summary>
public sealed record ReqHeadTimestamp(
    int ReqId,
    Contract Contract,
    string WhatToShow = "TRADES",
    bool UseRth = true,
    int FormatDate = 1,
    bool IncludeExpired = false) : TwsRequest
{
    internal static ReqHeadTimestamp Read(ref FieldReader fields, int serverVersion)
    {
        var reqId = fields.ReadInt("reqId");
        var contract = Contract.Read(ref fields);
        var includeExpired = fields.ReadBool("includeExpired");
        var useRth = fields.ReadBool("useRTH");
        return new(
            reqId, contract, fields.ReadText("whatToShow"), useRth, fields.ReadInt("formatDate"), includeExpired);
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqHeadTimestamp);
        fields.WriteInt(ReqId);
        Contract.Write(fields);
        fields.WriteBool(IncludeExpired);
        fields.WriteBool(UseRth);
        fields.WriteText(WhatToShow);
        fields.WriteInt(FormatDate);
    }
}
