using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 3: where an order stands; often repeated.</summary>
public sealed record OrderStatus(
    int OrderId,
    string Status,
    decimal Filled,
    decimal Remaining,
    decimal AvgFillPrice,
    long PermId,
    int ParentId,
    decimal LastFillPrice,
    int ClientId,
    string WhyHeld,
    decimal MktCapPrice) : TwsReply
{
    internal static OrderStatus Read(ref FieldReader fields, int serverVersion) => new(
        OrderId: fields.ReadInt("orderId"),
        Status: fields.ReadText("status"),
        Filled: fields.ReadDecimal("filled"),
        Remaining: fields.ReadDecimal("remaining"),
        AvgFillPrice: fields.ReadDouble("avgFillPrice"),
        PermId: fields.ReadLong("permId"),
        ParentId: fields.ReadInt("parentId"),
        LastFillPrice: fields.ReadDouble("lastFillPrice"),
        ClientId: fields.ReadInt("clientId"),
        WhyHeld: fields.ReadText("whyHeld"),
        MktCapPrice: fields.ReadDouble("mktCapPrice"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.OrderStatus);
        fields.WriteInt(OrderId);
        fields.WriteText(Status);
        fields.WriteDecimal(Filled);
        fields.WriteDecimal(Remaining);
        fields.WriteDoubleOrZero(AvgFillPrice);
        fields.WriteLong(PermId);
        fields.WriteInt(ParentId);
        fields.WriteDoubleOrZero(LastFillPrice);
        fields.WriteInt(ClientId);
        fields.WriteText(WhyHeld);
        fields.WriteDoubleOrZero(MktCapPrice);
    }
}
