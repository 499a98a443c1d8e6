using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 49: seconds since the epoch.</summary>
public sealed record CurrentTime(long Time) : TwsReply
{
    private const int Version = 1;

    internal static CurrentTime Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(Time: fields.ReadLong("time"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.CurrentTime);
        fields.WriteVersion(Version);
        fields.WriteLong(Time);
    }
}
