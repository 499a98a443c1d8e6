using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 17: all bars of a historical request in one message.</summary>
public sealed record HistoricalData(
    int ReqId,
    string StartDateStr,
    string EndDateStr,
    TwsList<HistoricalBar> Bars) : TwsReply
{
    internal static HistoricalData Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        StartDateStr: fields.ReadText("startDateStr"),
        EndDateStr: fields.ReadText("endDateStr"),
        Bars: fields.ReadList("barsCount", HistoricalBar.Read));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.HistoricalData);
        fields.WriteInt(ReqId);
        fields.WriteText(StartDateStr);
        fields.WriteText(EndDateStr);
        fields.WriteInt(Bars.Count);
        foreach (var item in Bars) item.Write(fields);
    }
}
