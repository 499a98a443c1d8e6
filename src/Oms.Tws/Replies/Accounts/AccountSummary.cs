using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 63: one value of the summary.</summary>
public sealed record AccountSummary(int ReqId, string Account, string Tag, string Value, string Currency) : TwsReply
{
    private const int Version = 1;

    internal static AccountSummary Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Account: fields.ReadText("account"),
            Tag: fields.ReadText("tag"),
            Value: fields.ReadText("value"),
            Currency: fields.ReadText("currency"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.AccountSummary);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteText(Account);
        fields.WriteText(Tag);
        fields.WriteText(Value);
        fields.WriteText(Currency);
    }
}
