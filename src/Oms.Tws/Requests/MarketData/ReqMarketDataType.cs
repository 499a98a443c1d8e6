using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 59: what later requests get: 1 live, 2 frozen, 3 delayed, 4 delayed-frozen.</summary>
public sealed record ReqMarketDataType(int MarketDataType) : TwsRequest
{
    private const int Version = 1;

    internal static ReqMarketDataType Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(MarketDataType: fields.ReadInt("marketDataType"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqMarketDataType);
        fields.WriteVersion(Version);
        fields.WriteInt(MarketDataType);
    }
}
