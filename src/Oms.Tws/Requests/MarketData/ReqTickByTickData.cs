using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 97: every tick: Last, AllLast, BidAsk or MidPoint.</summary>
public sealed record ReqTickByTickData(
    int ReqId,
    Contract Contract,
    string TickType,
    int NumberOfTicks = 0,
    bool IgnoreSize = false) : TwsRequest
{
    internal static ReqTickByTickData Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Contract: Contract.Read(ref fields),
        TickType: fields.ReadText("tickType"),
        NumberOfTicks: fields.ReadInt("numberOfTicks"),
        IgnoreSize: fields.ReadBool("ignoreSize"));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqTickByTickData);
        fields.WriteInt(ReqId);
        Contract.Write(fields);
        fields.WriteText(TickType);
        fields.WriteInt(NumberOfTicks);
        fields.WriteBool(IgnoreSize);
    }
}
