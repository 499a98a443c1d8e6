using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>What the gateway adds to an order: its status, what-if margins, commission, and how it ended.</summary>
public sealed record OrderState
{
    public string Status { get; init; } = "";
    public decimal? InitMarginBefore { get; init; }
    public decimal? MaintMarginBefore { get; init; }
    public decimal? EquityWithLoanBefore { get; init; }
    public decimal? InitMarginChange { get; init; }
    public decimal? MaintMarginChange { get; init; }
    public decimal? EquityWithLoanChange { get; init; }
    public decimal? InitMarginAfter { get; init; }
    public decimal? MaintMarginAfter { get; init; }
    public decimal? EquityWithLoanAfter { get; init; }

    /// <summary>Known only after a fill or for a what-if order.</summary>
    public decimal? Commission { get; init; }

    public decimal? MinCommission { get; init; }
    public decimal? MaxCommission { get; init; }
    public string CommissionCurrency { get; init; } = "";
    public string WarningText { get; init; } = "";

    /// <summary>In completedOrder only: `yyyyMMdd HH:mm:ss ZONE`.</summary>
    public string CompletedTime { get; init; } = "";

    /// <summary>In completedOrder only, for example `Filled Size: 100`.</summary>
    public string CompletedStatus { get; init; } = "";

    /// <summary>The fifteen fields of openOrder.</summary>
    internal static OrderState Read(ref FieldReader fields) => new()
    {
        Status = fields.ReadText("status"),
        InitMarginBefore = fields.ReadDoubleOrNull("initMarginBefore"),
        MaintMarginBefore = fields.ReadDoubleOrNull("maintMarginBefore"),
        EquityWithLoanBefore = fields.ReadDoubleOrNull("equityWithLoanBefore"),
        InitMarginChange = fields.ReadDoubleOrNull("initMarginChange"),
        MaintMarginChange = fields.ReadDoubleOrNull("maintMarginChange"),
        EquityWithLoanChange = fields.ReadDoubleOrNull("equityWithLoanChange"),
        InitMarginAfter = fields.ReadDoubleOrNull("initMarginAfter"),
        MaintMarginAfter = fields.ReadDoubleOrNull("maintMarginAfter"),
        EquityWithLoanAfter = fields.ReadDoubleOrNull("equityWithLoanAfter"),
        Commission = fields.ReadDoubleOrNull("commission"),
        MinCommission = fields.ReadDoubleOrNull("minCommission"),
        MaxCommission = fields.ReadDoubleOrNull("maxCommission"),
        CommissionCurrency = fields.ReadText("commissionCurrency"),
        WarningText = fields.ReadEscapedText("warningText"),
    };

    internal void Write(FieldWriter fields)
    {
        fields.WriteText(Status);
        fields.WriteDoubleOrMax(InitMarginBefore);
        fields.WriteDoubleOrMax(MaintMarginBefore);
        fields.WriteDoubleOrMax(EquityWithLoanBefore);
        fields.WriteDoubleOrMax(InitMarginChange);
        fields.WriteDoubleOrMax(MaintMarginChange);
        fields.WriteDoubleOrMax(EquityWithLoanChange);
        fields.WriteDoubleOrMax(InitMarginAfter);
        fields.WriteDoubleOrMax(MaintMarginAfter);
        fields.WriteDoubleOrMax(EquityWithLoanAfter);
        fields.WriteDouble(Commission);
        fields.WriteDouble(MinCommission);
        fields.WriteDouble(MaxCommission);
        fields.WriteText(CommissionCurrency);
        fields.WriteText(WarningText);
    }
}
