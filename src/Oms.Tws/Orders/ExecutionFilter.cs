using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>Which executions of the day are wanted; an empty field does not restrict.</summary>
public sealed record ExecutionFilter
{
    public int ClientId { get; init; }
    public string AcctCode { get; init; } = "";

    /// <summary>Lower bound: `yyyyMMdd-HH:mm:ss` in UTC, or `yyyyMMdd HH:mm:ss ZONE`.</summary>
    public string Time { get; init; } = "";

    public string Symbol { get; init; } = "";
    public string SecType { get; init; } = "";
    public string Exchange { get; init; } = "";

    /// <summary>BUY or SELL.</summary>
    public string Side { get; init; } = "";

    // Some clients leave the filter out altogether.
    internal static ExecutionFilter Read(ref FieldReader fields) => fields.IsAtEnd ? new() : new()
    {
        ClientId = fields.ReadInt("filter.clientId"),
        AcctCode = fields.ReadText("filter.acctCode"),
        Time = fields.ReadText("filter.time"),
        Symbol = fields.ReadText("filter.symbol"),
        SecType = fields.ReadText("filter.secType"),
        Exchange = fields.ReadText("filter.exchange"),
        Side = fields.ReadText("filter.side"),
    };

    internal void Write(FieldWriter fields)
    {
        fields.WriteInt(ClientId);
        fields.WriteText(AcctCode);
        fields.WriteText(Time);
        fields.WriteText(Symbol);
        fields.WriteText(SecType);
        fields.WriteText(Exchange);
        fields.WriteText(Side);
    }
}
