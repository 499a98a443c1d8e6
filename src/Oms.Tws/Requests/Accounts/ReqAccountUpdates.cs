using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 6: start or stop values and positions of one account.</summary>
public sealed record ReqAccountUpdates(bool Subscribe, string AcctCode) : TwsRequest
{
    private const int Version = 2;

    internal static ReqAccountUpdates Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            Subscribe: fields.ReadBool("subscribe"),
            AcctCode: fields.ReadText("acctCode"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqAccountUpdates);
        fields.WriteVersion(Version);
        fields.WriteBool(Subscribe);
        fields.WriteText(AcctCode);
    }
}
