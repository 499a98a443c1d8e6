using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 106: the trading sessions of a period; times are in TimeZone.</summary>
public sealed record HistoricalSchedule(
    int ReqId,
    string StartDateTime,
    string EndDateTime,
    string TimeZone,
    TwsList<HistoricalSession> Sessions) : TwsReply
{
    internal static HistoricalSchedule Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        StartDateTime: fields.ReadText("startDateTime"),
        EndDateTime: fields.ReadText("endDateTime"),
        TimeZone: fields.ReadText("timeZone"),
        Sessions: fields.ReadList("sessionsCount", HistoricalSession.Read));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.HistoricalSchedule);
        fields.WriteInt(ReqId);
        fields.WriteText(StartDateTime);
        fields.WriteText(EndDateTime);
        fields.WriteText(TimeZone);
        fields.WriteInt(Sessions.Count);
        foreach (var item in Sessions) item.Write(fields);
    }
}
