using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 78: expirations and strikes of the options on an underlying.</summary>
public sealed record ReqSecDefOptParams(
    int ReqId,
    string UnderlyingSymbol,
    string FutFopExchange,
    string UnderlyingSecType,
    int UnderlyingConId) : TwsRequest
{
    internal static ReqSecDefOptParams Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        UnderlyingSymbol: fields.ReadText("underlyingSymbol"),
        FutFopExchange: fields.ReadText("futFopExchange"),
        UnderlyingSecType: fields.ReadText("underlyingSecType"),
        UnderlyingConId: fields.ReadInt("underlyingConId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqSecDefOptParams);
        fields.WriteInt(ReqId);
        fields.WriteText(UnderlyingSymbol);
        fields.WriteText(FutFopExchange);
        fields.WriteText(UnderlyingSecType);
        fields.WriteInt(UnderlyingConId);
    }
}
