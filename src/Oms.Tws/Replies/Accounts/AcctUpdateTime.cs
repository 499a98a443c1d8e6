using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 8: when the account values were made, HH:mm.</summary>
public sealed record AcctUpdateTime(string TimeStamp) : TwsReply
{
    private const int Version = 1;

    internal static AcctUpdateTime Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(TimeStamp: fields.ReadText("timeStamp"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.AcctUpdateTime);
        fields.WriteVersion(Version);
        fields.WriteText(TimeStamp);
    }
}
