using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Accounts;

/// <summary>IB's published fixed tier.</summary>
internal static class CommissionSchedule
{
    public const string Currency = "USD";

    private const decimal PerShare = 0.005m;
    private const decimal StockMin = 1.00m;
    private const decimal StockMaxPart = 0.01m;
    private const decimal CurrencyPart = 0.00002m;
    private const decimal CurrencyMin = 2.00m;
    private const decimal PerContract = 2.25m;

    /// <summary>The whole commission of an order that has traded so much; a fill is charged the difference.</summary>
    public static decimal Total(Instrument instrument, decimal quantity, decimal notional, decimal rateToUsd) =>
        quantity == 0 ? 0 : instrument.SecType switch
        {
            // The maximum wins over the minimum: a tiny order pays one percent, not one dollar.
            SecType.Stock => Math.Min(Math.Max(quantity * PerShare, StockMin), notional * StockMaxPart),
            SecType.Future => quantity * (instrument.CommissionPerContract ?? PerContract),
            _ => Math.Max(notional * rateToUsd * CurrencyPart, CurrencyMin),
        };
}
