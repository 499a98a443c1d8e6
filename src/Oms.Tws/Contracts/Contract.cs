using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>
/// An instrument in TWS terms. ConId and exchange are enough; without a ConId the other fields describe it.
/// </summary>
public sealed record Contract
{
    public int ConId { get; init; }
    public string Symbol { get; init; } = "";

    /// <summary>STK, OPT, FUT, FOP, CASH, IND, BAG, BOND, CFD, CMDTY, CRYPTO, WAR, FUND, CONTFUT.</summary>
    public string SecType { get; init; } = "";

    public string LastTradeDateOrContractMonth { get; init; } = "";

    /// <summary>0 when not an option.</summary>
    public decimal Strike { get; init; }

    /// <summary>C, P or empty; what gateways write for "none" (`?`, `0`) is empty here.</summary>
    public string Right { get; init; } = "";

    public string Multiplier { get; init; } = "";
    public string Exchange { get; init; } = "";
    public string PrimaryExchange { get; init; } = "";
    public string Currency { get; init; } = "";
    public string LocalSymbol { get; init; } = "";
    public string TradingClass { get; init; } = "";

    /// <summary>ISIN, CUSIP, SEDOL, RIC, FIGI or empty; travels in placeOrder and reqContractDetails only.</summary>
    public string SecIdType { get; init; } = "";

    public string SecId { get; init; } = "";
    public string ComboLegsDescrip { get; init; } = "";
    public TwsList<ComboLeg> ComboLegs { get; init; } = [];
    public DeltaNeutralContract? DeltaNeutral { get; init; }

    internal bool IsBag => SecType is "BAG";

    /// <summary>The block C12 of the wire: with primary exchange.</summary>
    internal static Contract Read(ref FieldReader fields) => new()
    {
        ConId = fields.ReadInt("conId"),
        Symbol = fields.ReadText("symbol"),
        SecType = fields.ReadText("secType"),
        LastTradeDateOrContractMonth = fields.ReadText("lastTradeDateOrContractMonth"),
        Strike = ReadStrike(ref fields),
        Right = ReadRight(ref fields),
        Multiplier = fields.ReadText("multiplier"),
        Exchange = fields.ReadText("exchange"),
        PrimaryExchange = fields.ReadText("primaryExchange"),
        Currency = fields.ReadText("currency"),
        LocalSymbol = fields.ReadText("localSymbol"),
        TradingClass = fields.ReadText("tradingClass"),
    };

    /// <summary>The block C11 of the wire: without primary exchange.</summary>
    internal static Contract ReadShort(ref FieldReader fields) => new()
    {
        ConId = fields.ReadInt("conId"),
        Symbol = fields.ReadText("symbol"),
        SecType = fields.ReadText("secType"),
        LastTradeDateOrContractMonth = fields.ReadText("lastTradeDateOrContractMonth"),
        Strike = ReadStrike(ref fields),
        Right = ReadRight(ref fields),
        Multiplier = fields.ReadText("multiplier"),
        Exchange = fields.ReadText("exchange"),
        Currency = fields.ReadText("currency"),
        LocalSymbol = fields.ReadText("localSymbol"),
        TradingClass = fields.ReadText("tradingClass"),
    };

    /// <summary>The parts of an order's contract that few orders have; without them nothing is copied.</summary>
    internal Contract ReadSecId(ref FieldReader fields)
    {
        var (type, id) = (fields.ReadText("secIdType"), fields.ReadText("secId"));
        return type.Length == 0 && id.Length == 0 ? this : this with { SecIdType = type, SecId = id };
    }

    internal Contract ReadLegs(ref FieldReader fields) =>
        this with { ComboLegs = fields.ReadList("comboLegsCount", ComboLeg.Read) };

    internal Contract ReadCombo(ref FieldReader fields)
    {
        var description = fields.ReadText("comboLegsDescrip");
        var legs = fields.ReadList("comboLegsCount", ComboLeg.Read);
        return description.Length == 0 && legs.Count == 0
            ? this
            : this with { ComboLegsDescrip = description, ComboLegs = legs };
    }

    internal Contract ReadDeltaNeutral(ref FieldReader fields) =>
        DeltaNeutralContract.Read(ref fields) is { } block ? this with { DeltaNeutral = block } : this;

    internal void Write(FieldWriter fields)
    {
        WriteTerms(fields);
        fields.WriteDouble(Strike);
        fields.WriteText(Right);
        fields.WriteText(Multiplier);
        fields.WriteText(Exchange);
        fields.WriteText(PrimaryExchange);
        WriteNames(fields);
    }

    internal void WriteShort(FieldWriter fields)
    {
        WriteTerms(fields);
        fields.WriteDouble(Strike);
        fields.WriteText(Right);
        fields.WriteText(Multiplier);
        fields.WriteText(Exchange);
        WriteNames(fields);
    }

    /// <summary>As the gateway writes it in openOrder and completedOrder: bare zero strike, `?` for no right.</summary>
    internal void WriteInOrder(FieldWriter fields)
    {
        WriteTerms(fields);
        fields.WriteDoubleOrZero(Strike);
        fields.WriteText(Right.Length == 0 ? "?" : Right);
        fields.WriteText(Multiplier);
        fields.WriteText(Exchange);
        WriteNames(fields);
    }

    internal static string ReadRight(ref FieldReader fields) => fields.ReadText("right") switch
    {
        "?" or "0" => "",
        "CALL" => "C",
        "PUT" => "P",
        var right => right,
    };

    // An unset strike means the same as zero: not an option.
    internal static decimal ReadStrike(ref FieldReader fields) => fields.ReadDoubleOrNull("strike") ?? 0;

    private void WriteTerms(FieldWriter fields)
    {
        fields.WriteInt(ConId);
        fields.WriteText(Symbol);
        fields.WriteText(SecType);
        fields.WriteText(LastTradeDateOrContractMonth);
    }

    private void WriteNames(FieldWriter fields)
    {
        fields.WriteText(Currency);
        fields.WriteText(LocalSymbol);
        fields.WriteText(TradingClass);
    }
}
