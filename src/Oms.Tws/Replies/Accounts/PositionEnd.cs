using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 62: the first full set of positions is complete.</summary>
public sealed record PositionEnd : TwsReply
{
    private const int Version = 1;

    internal static PositionEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new();
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.PositionEnd);
        fields.WriteVersion(Version);
    }
}
