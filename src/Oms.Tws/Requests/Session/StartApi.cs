using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 71: the first request of a session; only after it does the gateway speak.</summary>
public sealed record StartApi(int ClientId, string OptionalCapabilities = "") : TwsRequest
{
    private const int Version = 2;

    internal static StartApi Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ClientId: fields.ReadInt("clientId"),
            OptionalCapabilities: fields.IsAtEnd ? "" : fields.ReadText("optionalCapabilities"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.StartApi);
        fields.WriteVersion(Version);
        fields.WriteInt(ClientId);
        fields.WriteText(OptionalCapabilities);
    }
}
