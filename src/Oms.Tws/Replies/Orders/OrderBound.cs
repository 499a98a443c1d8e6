using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 100: an order entered by hand now has an order id.</summary>
public sealed record OrderBound(long PermId, int ClientId, int OrderId) : TwsReply
{
    internal static OrderBound Read(ref FieldReader fields, int serverVersion) => new(
        PermId: fields.ReadLong("permId"),
        ClientId: fields.ReadInt("clientId"),
        OrderId: fields.ReadInt("orderId"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.OrderBound);
        fields.WriteLong(PermId);
        fields.WriteInt(ClientId);
        fields.WriteInt(OrderId);
    }
}
