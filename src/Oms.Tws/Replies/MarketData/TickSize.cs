using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 2: a size; null is none.</summary>
public sealed record TickSize(int ReqId, int TickType, decimal? Size) : TwsReply
{
    private const int Version = 6;

    internal static TickSize Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            TickType: fields.ReadInt("tickType"),
            Size: fields.ReadDecimalOrNull("size"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickSize);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteInt(TickType);
        fields.WriteDecimal(Size);
    }
}
