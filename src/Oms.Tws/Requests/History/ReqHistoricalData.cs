using Oms.Tws.Framing;

namespace Oms.Tws.Requests;

/// <summary>Request 20: bars of the past, and with KeepUpToDate those to come.</summary>
public sealed record ReqHistoricalData(int ReqId, Contract Contract) : TwsRequest
{
    public bool IncludeExpired { get; init; }

    /// <summary>Empty is now; else `yyyyMMdd HH:mm:ss ZONE`, or `yyyyMMdd-HH:mm:ss` in UTC.</summary>
    public string EndDateTime { get; init; } = "";

    public string BarSizeSetting { get; init; } = "1 day";
    public string DurationStr { get; init; } = "1 M";
    public bool UseRth { get; init; } = true;
    public string WhatToShow { get; init; } = "TRADES";

    /// <summary>1 text, 2 seconds since the epoch.</summary>
    public int FormatDate { get; init; } = 1;

    public bool KeepUpToDate { get; init; }
    public string ChartOptions { get; init; } = "";

    internal static ReqHistoricalData Read(ref FieldReader fields, int serverVersion)
    {
        var request = new ReqHistoricalData(ReqId: fields.ReadInt("reqId"), Contract: Contract.Read(ref fields))
        {
            IncludeExpired = fields.ReadBool("includeExpired"),
            EndDateTime = fields.ReadText("endDateTime"),
            BarSizeSetting = fields.ReadText("barSizeSetting"),
            DurationStr = fields.ReadText("durationStr"),
            UseRth = fields.ReadBool("useRTH"),
            WhatToShow = fields.ReadText("whatToShow"),
            FormatDate = fields.ReadInt("formatDate"),
        };
        var contract = request.Contract;
        if (contract.IsBag)
            contract = contract with { ComboLegs = fields.ReadList("comboLegsCount", ComboLeg.ReadShort) };
        return request with
        {
            Contract = contract,
            KeepUpToDate = fields.ReadBool("keepUpToDate"),
            ChartOptions = fields.ReadText("chartOptions"),
        };
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(RequestId.ReqHistoricalData);
        fields.WriteInt(ReqId);
        Contract.Write(fields);
        fields.WriteBool(IncludeExpired);
        fields.WriteText(EndDateTime);
        fields.WriteText(BarSizeSetting);
        fields.WriteText(DurationStr);
        fields.WriteBool(UseRth);
        fields.WriteText(WhatToShow);
        fields.WriteInt(FormatDate);
        if (Contract.IsBag) ComboLeg.WriteAllShort(fields, Contract.ComboLegs);
        fields.WriteBool(KeepUpToDate);
        fields.WriteText(ChartOptions);
    }
}
