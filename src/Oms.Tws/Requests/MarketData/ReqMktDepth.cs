using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 10: the order book of an instrument.</summary>
public sealed record ReqMktDepth(
    int ReqId,
    Contract Contract,
    int NumRows = 5,
    bool IsSmartDepth = false,
    string MktDepthOptions = "") : TwsRequest
{
    private const int Version = 5;

    internal static ReqMktDepth Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Contract: Contract.Read(ref fields),
            NumRows: fields.ReadInt("numRows"),
            IsSmartDepth: fields.ReadBool("isSmartDepth"),
            MktDepthOptions: fields.ReadText("mktDepthOptions"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqMktDepth);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        Contract.Write(fields);
        fields.WriteInt(NumRows);
        fields.WriteBool(IsSmartDepth);
        fields.WriteText(MktDepthOptions);
    }
}
