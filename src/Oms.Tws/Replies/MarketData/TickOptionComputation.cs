using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>
/// Reply 21: what a model says of an option. Null is "not computed", which the wire says by -1 or -2.
/// </summary>
public sealed record TickOptionComputation(int ReqId, int TickType) : TwsReply
{
    private const decimal NoValue = -1;

    // -1 is a possible delta, so the greeks say it by -2.
    private const decimal NoGreek = -2;

    /// <summary>0 return-based, 1 price-based.</summary>
    public int TickAttrib { get; init; }

    public decimal? ImpliedVol { get; init; }
    public decimal? Delta { get; init; }
    public decimal? OptPrice { get; init; }
    public decimal? PvDividend { get; init; }
    public decimal? Gamma { get; init; }
    public decimal? Vega { get; init; }
    public decimal? Theta { get; init; }
    public decimal? UndPrice { get; init; }

    internal static TickOptionComputation Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        TickType: fields.ReadInt("tickType"))
    {
        TickAttrib = fields.ReadInt("tickAttrib"),
        ImpliedVol = Read(ref fields, "impliedVol", NoValue),
        Delta = Read(ref fields, "delta", NoGreek),
        OptPrice = Read(ref fields, "optPrice", NoValue),
        PvDividend = Read(ref fields, "pvDividend", NoValue),
        Gamma = Read(ref fields, "gamma", NoGreek),
        Vega = Read(ref fields, "vega", NoGreek),
        Theta = Read(ref fields, "theta", NoGreek),
        UndPrice = Read(ref fields, "undPrice", NoValue),
    };

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickOptionComputation);
        fields.WriteInt(ReqId);
        fields.WriteInt(TickType);
        fields.WriteInt(TickAttrib);
        fields.WriteDouble(ImpliedVol ?? NoValue);
        fields.WriteDouble(Delta ?? NoGreek);
        fields.WriteDouble(OptPrice ?? NoValue);
        fields.WriteDouble(PvDividend ?? NoValue);
        fields.WriteDouble(Gamma ?? NoGreek);
        fields.WriteDouble(Vega ?? NoGreek);
        fields.WriteDouble(Theta ?? NoGreek);
        fields.WriteDouble(UndPrice ?? NoValue);
    }

    private static decimal? Read(ref FieldReader fields, string name, decimal none) =>
        fields.ReadDoubleOrNull(name) is { } value && value != none ? value : null;
}
