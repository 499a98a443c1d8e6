using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 53: ends the answer to reqOpenOrders and reqAllOpenOrders.</summary>
public sealed record OpenOrderEnd : TwsReply
{
    private const int Version = 1;

    internal static OpenOrderEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.OpenOrderEnd);
        fields.WriteVersion(Version);
    }
}
