using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 4: an error or notice about a request or an order; id -1 is about the system.</summary>
public sealed record ErrMsg(int Id, int ErrorCode, string ErrorMsg, string AdvancedOrderRejectJson = "") : TwsReply
{
    private const int Version = 2;

    internal static ErrMsg Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            Id: fields.ReadInt("id"),
            ErrorCode: fields.ReadInt("errorCode"),
            ErrorMsg: fields.ReadEscapedText("errorMsg"),
            AdvancedOrderRejectJson: fields.ReadText("advancedOrderRejectJson"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.ErrMsg);
        fields.WriteVersion(Version);
        fields.WriteInt(Id);
        fields.WriteInt(ErrorCode);
        fields.WriteText(ErrorMsg);
        fields.WriteText(AdvancedOrderRejectJson);
    }
}
