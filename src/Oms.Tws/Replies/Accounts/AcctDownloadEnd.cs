using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 54: the first full set of account values is complete.</summary>
public sealed record AcctDownloadEnd(string AccountName) : TwsReply
{
    private const int Version = 1;

    internal static AcctDownloadEnd Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(AccountName: fields.ReadText("accountName"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.AcctDownloadEnd);
        fields.WriteVersion(Version);
        fields.WriteText(AccountName);
    }
}
