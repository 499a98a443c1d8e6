using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 4: cancel one of this client's own orders.</summary>
public sealed record CancelOrder(int OrderId, string ManualCancelOrderTime = "") : TwsRequest
{
    private const int Version = 1;

    internal static CancelOrder Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            OrderId: fields.ReadInt("orderId"),
            ManualCancelOrderTime: fields.ReadText("manualCancelOrderTime"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.CancelOrder);
        fields.WriteVersion(Version);
        fields.WriteInt(OrderId);
        fields.WriteText(ManualCancelOrderTime);
    }
}
