using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 13: a row of the book by market maker or exchange.</summary>
public sealed record MarketDepthL2(
    int ReqId,
    int Row,
    string MarketMaker,
    int Operation,
    int Side,
    decimal Price,
    decimal? Size,
    bool IsSmartDepth) : TwsReply
{
    private const int Version = 1;

    internal static MarketDepthL2 Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Row: fields.ReadInt("position"),
            MarketMaker: fields.ReadText("marketMaker"),
            Operation: fields.ReadInt("operation"),
            Side: fields.ReadInt("side"),
            Price: fields.ReadDouble("price"),
            Size: fields.ReadDecimalOrNull("size"),
            IsSmartDepth: fields.ReadBool("isSmartDepth"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.MarketDepthL2);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteInt(Row);
        fields.WriteText(MarketMaker);
        fields.WriteInt(Operation);
        fields.WriteInt(Side);
        fields.WriteDouble(Price);
        fields.WriteDecimal(Size);
        fields.WriteBool(IsSmartDepth);
    }
}
