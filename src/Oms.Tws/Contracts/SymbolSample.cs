using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>One instrument found by reqMatchingSymbols, and the kinds of derivatives there are on it.</summary>
public sealed record SymbolSample(int ConId, string Symbol, string SecType, string PrimaryExchange, string Currency)
{
    public TwsList<string> DerivativeSecTypes { get; init; } = [];
    public string Description { get; init; } = "";
    public string IssuerId { get; init; } = "";

    internal static SymbolSample Read(ref FieldReader fields) => new(
        ConId: fields.ReadInt("s.conId"),
        Symbol: fields.ReadText("s.symbol"),
        SecType: fields.ReadText("s.secType"),
        PrimaryExchange: fields.ReadText("s.primaryExchange"),
        Currency: fields.ReadText("s.currency"))
    {
        DerivativeSecTypes = fields.ReadList(
            "s.derivativeCount", static (ref FieldReader type) => type.ReadText("s.derivativeSecType")),
        Description = fields.ReadText("s.description"),
        IssuerId = fields.ReadText("s.issuerId"),
    };

    internal void Write(FieldWriter fields)
    {
        fields.WriteInt(ConId);
        fields.WriteText(Symbol);
        fields.WriteText(SecType);
        fields.WriteText(PrimaryExchange);
        fields.WriteText(Currency);
        fields.WriteInt(DerivativeSecTypes.Count);
        foreach (var type in DerivativeSecTypes) fields.WriteText(type);
        fields.WriteText(Description);
        fields.WriteText(IssuerId);
    }
}
