using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 9: the first order id this client may use.</summary>
public sealed record NextValidId(int OrderId) : TwsReply
{
    private const int Version = 1;

    internal static NextValidId Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(OrderId: fields.ReadInt("orderId"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.NextValidId);
        fields.WriteVersion(Version);
        fields.WriteInt(OrderId);
    }
}
