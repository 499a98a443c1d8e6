using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 1: a price, for bid, ask and last with its size. Price is null when there is no quote.</summary>
/// <remarks>AttrMask: bit 0 canAutoExecute, 1 pastLimit, 2 preOpen.</remarks>
public sealed record TickPrice(int ReqId, int TickType, decimal? Price, decimal? Size, int AttrMask = 0) : TwsReply
{
    private const int Version = 6;
    private const decimal NoPrice = -1;

    internal static TickPrice Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        var tick = new TickPrice(
            ReqId: fields.ReadInt("reqId"),
            TickType: fields.ReadInt("tickType"),
            Price: fields.ReadDoubleOrNull("price"),
            Size: fields.ReadDecimalOrNull("size"),
            AttrMask: fields.ReadInt("attrMask"));
        // A spread may trade at -1; without a size it is the gateway's word for "no quote".
        return tick is { Price: NoPrice, Size: 0 or null } ? tick with { Price = null } : tick;
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickPrice);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteInt(TickType);
        fields.WriteDouble(Price ?? NoPrice);
        fields.WriteDecimal(Price is null ? 0 : Size ?? 0);
        fields.WriteInt(AttrMask);
    }
}
