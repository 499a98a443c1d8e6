using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>One trading session; RefDate is the day it belongs to.</summary>
public sealed record HistoricalSession(string StartDateTime, string EndDateTime, string RefDate)
{
    internal static HistoricalSession Read(ref FieldReader fields) => new(
        StartDateTime: fields.ReadText("ses.startDateTime"),
        EndDateTime: fields.ReadText("ses.endDateTime"),
        RefDate: fields.ReadText("ses.refDate"));

    internal void Write(FieldWriter fields)
    {
        fields.WriteText(StartDateTime);
        fields.WriteText(EndDateTime);
        fields.WriteText(RefDate);
    }
}
