using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 81: instruments whose symbol or company name begins like this.</summary>
public sealed record ReqMatchingSymbols(int ReqId, string Pattern) : TwsRequest
{
    internal static ReqMatchingSymbols Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Pattern: fields.ReadText("pattern"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqMatchingSymbols);
        fields.WriteInt(ReqId);
        fields.WriteText(Pattern);
    }
}
