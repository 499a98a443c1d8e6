using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 12: a row of the book. Operation: 0 insert, 1 update, 2 delete. Side: 0 ask, 1 bid.</summary>
public sealed record MarketDepth(int ReqId, int Row, int Operation, int Side, decimal Price, decimal? Size) : TwsReply
{
    private const int Version = 1;

    internal static MarketDepth Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Row: fields.ReadInt("position"),
            Operation: fields.ReadInt("operation"),
            Side: fields.ReadInt("side"),
            Price: fields.ReadDouble("price"),
            Size: fields.ReadDecimalOrNull("size"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.MarketDepth);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteInt(Row);
        fields.WriteInt(Operation);
        fields.WriteInt(Side);
        fields.WriteDouble(Price);
        fields.WriteDecimal(Size);
    }
}
