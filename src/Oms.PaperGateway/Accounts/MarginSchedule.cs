using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Accounts;

/// <summary>
/// Margin in the manner of Regulation T: parts of value for stocks and currencies, amounts for contracts.
/// </summary>
internal static class MarginSchedule
{
    private const decimal StockInitial = 0.50m;
    private const decimal StockMaintenance = 0.25m;
    private const decimal CurrencyPart = 0.03m;
    private const decimal FutureDefaultPart = 0.08m;
    private const decimal FutureMaintenancePart = 0.9m;

    public static decimal Initial(Instrument instrument, decimal quantity, decimal price) => instrument.SecType switch
    {
        SecType.Stock => Math.Abs(quantity) * price * StockInitial,
        SecType.Future => Math.Abs(quantity) * Contract(instrument, price),
        _ => Math.Abs(quantity) * price * CurrencyPart,
    };

    public static decimal Maintenance(Instrument instrument, decimal quantity, decimal price) =>
        instrument.SecType switch
        {
            SecType.Stock => Math.Abs(quantity) * price * StockMaintenance,
            SecType.Future => Math.Abs(quantity) * Contract(instrument, price) * FutureMaintenancePart,
            _ => Math.Abs(quantity) * price * CurrencyPart,
        };

    private static decimal Contract(Instrument instrument, decimal price) =>
        instrument.MarginPerContract ?? price * instrument.Multiplier * FutureDefaultPart;
}
