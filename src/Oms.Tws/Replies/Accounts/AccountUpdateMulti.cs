using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 73: one value of an account or model.</summary>
public sealed record AccountUpdateMulti(
    int ReqId,
    string Account,
    string ModelCode,
    string Key,
    string Value,
    string Currency) : TwsReply
{
    private const int Version = 1;

    internal static AccountUpdateMulti Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Account: fields.ReadText("account"),
            ModelCode: fields.ReadText("modelCode"),
            Key: fields.ReadText("key"),
            Value: fields.ReadText("value"),
            Currency: fields.ReadText("currency"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.AccountUpdateMulti);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteText(Account);
        fields.WriteText(ModelCode);
        fields.WriteText(Key);
        fields.WriteText(Value);
        fields.WriteText(Currency);
    }
}
