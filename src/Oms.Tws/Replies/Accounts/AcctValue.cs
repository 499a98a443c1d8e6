using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 6: one value of an account.</summary>
public sealed record AcctValue(string Key, string Value, string Currency, string AccountName) : TwsReply
{
    private const int Version = 2;

    internal static AcctValue Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            Key: fields.ReadText("key"),
            Value: fields.ReadText("value"),
            Currency: fields.ReadText("currency"),
            AccountName: fields.ReadText("accountName"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.AcctValue);
        fields.WriteVersion(Version);
        fields.WriteText(Key);
        fields.WriteText(Value);
        fields.WriteText(Currency);
        fields.WriteText(AccountName);
    }
}
