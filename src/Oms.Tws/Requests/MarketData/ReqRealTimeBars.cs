using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 50: bars of five seconds.</summary>
public sealed record ReqRealTimeBars(
    int ReqId,
    Contract Contract,
    int BarSize,
    string WhatToShow,
    bool UseRth,
    string RealTimeBarsOptions = "") : TwsRequest
{
    private const int Version = 3;

    internal static ReqRealTimeBars Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Contract: Contract.Read(ref fields),
            BarSize: fields.ReadInt("barSize"),
            WhatToShow: fields.ReadText("whatToShow"),
            UseRth: fields.ReadBool("useRth"),
            RealTimeBarsOptions: fields.ReadText("realTimeBarsOptions"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqRealTimeBars);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        Contract.Write(fields);
        fields.WriteInt(BarSize);
        fields.WriteText(WhatToShow);
        fields.WriteBool(UseRth);
        fields.WriteText(RealTimeBarsOptions);
    }
}
