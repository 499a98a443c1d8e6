using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Trading.Reconciliation;

/// <summary>
/// What the broker's cash should be: an accepted figure, moved by fills and their costs. It is kept for comparison only; no limit is judged
/// by it. What moves cash elsewhere (deposits, interest, dividends, fees) shows as a break, which a person accepts.
/// </summary>
public sealed class CashLedger
{
    // Costs are told with two decimals and sums of them may differ by as many cents; below this nobody looks.
    private const decimal ToleranceMin = 1.00m;
    private const decimal TolerancePerFill = 0.02m;

    private readonly Dictionary<(AccountId Account, string Currency), CashLine> _lines = [];

    /// <summary>The expected figures; a currency is here once the broker has shown it.</summary>
    public IReadOnlyDictionary<(AccountId Account, string Currency), CashLine> Lines => _lines;

    public void Apply(ReconciliationEvent.CashBaselined baseline) =>
        _lines[(baseline.Account, baseline.Currency)] = new(baseline.Amount, 0, false);

    internal void Restore(CashSnapshot line) => _lines[(line.Account, line.Currency)] = line.Line;

    /// <summary>
    /// A fill pays in the instrument's currency; a currency pair pays both ways. What a future settles each day (variation margin) cannot be
    /// told from fills, so its currency is not judged any more until it is accepted anew.
    /// </summary>
    public void Apply(Execution fill, Instrument? instrument)
    {
        if (_lines.Count == 0) return;
        if (instrument is null or { SecType: not ("STK" or "CASH") })
        {
            Blur(fill.Account, instrument?.Currency);
            return;
        }

        Pay(fill.Account, instrument.Currency, -fill.SignedQty * fill.LastPx * instrument.Multiplier);
        if (instrument.SecType is "CASH") Pay(fill.Account, instrument.BrokerSymbol, fill.SignedQty);
    }

    public void Apply(AccountId account, Commission commission) => Pay(account, commission.Currency, -commission.Amount);

    /// <summary>How far the broker's figure may lie from ours without being a difference; null when it is not judged.</summary>
    public static decimal? ToleranceOf(CashLine line) =>
        line.IsBlurred ? null : Math.Max(ToleranceMin, TolerancePerFill * line.Fills);

    private void Pay(AccountId account, string currency, decimal amount)
    {
        if (_lines.TryGetValue((account, currency), out var line))
            _lines[(account, currency)] = line with { Amount = line.Amount + amount, Fills = line.Fills + 1 };
    }

    private void Blur(AccountId account, string? currency)
    {
        foreach (var (key, line) in _lines.ToArray())
            if (key.Account == account && (currency is null || key.Currency == currency)) _lines[key] = line with { IsBlurred = true };
    }
}

/// <summary>The expected cash of one currency.</summary>
/// <param name="Fills">Payments since the figure was last accepted.</param>
/// <param name="IsBlurred">Something was traded whose cash cannot be told from fills.</param>
public sealed record CashLine(decimal Amount, int Fills, bool IsBlurred);
