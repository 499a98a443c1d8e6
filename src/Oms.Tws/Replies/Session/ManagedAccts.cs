using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 15: the accounts of this login, a comma list that may end with a comma.</summary>
public sealed record ManagedAccts(string AccountsList) : TwsReply
{
    private const int Version = 1;

    internal static ManagedAccts Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(AccountsList: fields.ReadText("accountsList"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.ManagedAccts);
        fields.WriteVersion(Version);
        fields.WriteText(AccountsList);
    }
}
