using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 102: ends the answer to reqCompletedOrders.</summary>
public sealed record CompletedOrdersEnd : TwsReply
{
    internal static CompletedOrdersEnd Read(ref FieldReader fields, int serverVersion) => new();

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.CompletedOrdersEnd);
    }
}
