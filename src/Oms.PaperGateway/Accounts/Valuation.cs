using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Accounts;

/// <summary>An account in US dollars at the prices of a moment.</summary>
internal sealed record Valuation
{
    public const string BaseCurrency = "USD";

    public required decimal Cash { get; init; }
    public required decimal StockValue { get; init; }
    public required decimal GrossPositionValue { get; init; }
    public required decimal UnrealizedPnl { get; init; }
    public required decimal RealizedPnl { get; init; }
    public required decimal FuturesPnl { get; init; }
    public required decimal InitMargin { get; init; }
    public required decimal MaintMargin { get; init; }

    public decimal NetLiquidation => Cash + StockValue + FuturesPnl;
    public decimal AvailableFunds => NetLiquidation - InitMargin;
    public decimal ExcessLiquidity => NetLiquidation - MaintMargin;

    /// <summary>Day-trading power of a margin account: four times what is free.</summary>
    public decimal BuyingPower => Math.Max(0, AvailableFunds * 4);

    public static Valuation Of(PaperAccount account, InstrumentCatalog catalog, Prices prices)
    {
        var lines = account.Positions.Values.Where(p => p.Quantity != 0)
            .Select(p => HoldingOf(p, catalog.Find(p.ConId), prices)).OfType<Holding>().ToList();
        var futures = lines.Where(l => l.Instrument.SecType is SecType.Future).ToList();
        var stocks = lines.Where(l => l.Instrument.SecType is SecType.Stock).ToList();
        return new()
        {
            // The cash ledger paid the full value of open futures; only their result is really money.
            Cash = account.Cash.Sum(c => c.Value * prices.RateToUsd(c.Key)) + futures.Sum(l => l.Cost),
            StockValue = stocks.Sum(l => l.Value),
            GrossPositionValue = stocks.Sum(l => Math.Abs(l.Value)),
            FuturesPnl = futures.Sum(l => l.Value - l.Cost),
            UnrealizedPnl = lines.Sum(l => l.Value - l.Cost),
            RealizedPnl = account.Positions.Values.Sum(p => p.RealizedPnl * RateOf(catalog.Find(p.ConId), prices)),
            InitMargin = lines.Sum(l => MarginSchedule.Initial(l.Instrument, l.Quantity, l.Price) * l.Rate),
            MaintMargin = lines.Sum(l => MarginSchedule.Maintenance(l.Instrument, l.Quantity, l.Price) * l.Rate),
        };
    }

    private static Holding? HoldingOf(Position position, Instrument? instrument, Prices prices)
    {
        if (instrument is null) return null;
        var price = prices.Mark(instrument.ConId);
        var rate = prices.RateToUsd(instrument.Currency);
        return new(instrument, position.Quantity, price, rate)
        {
            Value = position.Quantity * price * instrument.Multiplier * rate,
            Cost = position.Quantity * position.AverageCost * rate,
        };
    }

    private static decimal RateOf(Instrument? instrument, Prices prices) =>
        instrument is null ? 1 : prices.RateToUsd(instrument.Currency);

    private sealed record Holding(Instrument Instrument, decimal Quantity, decimal Price, decimal Rate)
    {
        public required decimal Value { get; init; }
        public required decimal Cost { get; init; }
    }
}

/// <summary>Prices of the moment, by contract, and what a unit of a currency is worth in dollars.</summary>
internal sealed record Prices(Func<int, decimal> Mark, Func<string, decimal> RateToUsd);
