using System.Globalization;
using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Books;

namespace Oms.PaperGateway.Sessions;

/// <summary>One line of an account: a figure, or a word.</summary>
internal readonly record struct AccountFigure(string Key, string Value, string Currency = "");

/// <summary>Account values under the names that IB gives them.</summary>
internal sealed class AccountFigures(PaperBroker broker)
{
    private static readonly string[] marginKeys =
        ["InitMarginReq", "MaintMarginReq", "AvailableFunds", "ExcessLiquidity"];

    public Valuation Value(PaperAccount account) => Valuation.Of(account, broker.Catalog, broker.Markets.Prices);

    /// <summary>What accountSummary knows.</summary>
    public IReadOnlyList<AccountFigure> Summary(PaperAccount account)
    {
        var value = Value(account);
        var leverage = value.NetLiquidation == 0 ? 0 : value.GrossPositionValue / value.NetLiquidation;
        var cushion = value.NetLiquidation == 0 ? 0 : value.ExcessLiquidity / value.NetLiquidation;
        return
        [
            new("AccountType", "INDIVIDUAL"),
            new("Cushion", Plain(cushion)),
            new("DayTradesRemaining", "-1"),
            new("LookAheadNextChange", "0"),
            new("HighestSeverity", "0"),
            new("Leverage", Plain(leverage)),
            Money("AccruedCash", 0),
            Money("BuyingPower", value.BuyingPower),
            Money("EquityWithLoanValue", value.NetLiquidation),
            Money("PreviousDayEquityWithLoanValue", account.EquityAtDayStart ?? value.NetLiquidation),
            Money("GrossPositionValue", value.GrossPositionValue),
            Money("NetLiquidation", value.NetLiquidation),
            Money("RegTEquity", value.NetLiquidation),
            Money("ReqTEquity", value.NetLiquidation),
            Money("RegTMargin", value.InitMargin),
            Money("ReqTMargin", value.InitMargin),
            Money("SMA", value.AvailableFunds),
            Money("SettledCash", value.Cash),
            Money("TotalCashValue", value.Cash),
            .. Margins(value),
        ];
    }

    /// <summary>What reqAccountUpdates tells: the summary, the cash of each currency and the totals by base.</summary>
    public IReadOnlyList<AccountFigure> All(PaperAccount account)
    {
        var value = Value(account);
        return
        [
            new("AccountCode", account.Name),
            new("AccountOrGroup", account.Name, Valuation.BaseCurrency),
            new("AccountReady", "true"),
            .. Summary(account),
            .. Ledger(account),
            new("StockMarketValue", Text(value.StockValue), Valuation.BaseCurrency),
            new("FuturesPNL", Text(value.FuturesPnl), Valuation.BaseCurrency),
        ];
    }

    /// <summary>Cash by currency, and everything together under BASE.</summary>
    public IReadOnlyList<AccountFigure> Ledger(PaperAccount account)
    {
        var value = Value(account);
        List<AccountFigure> ledger =
        [
            new("Currency", "BASE", "BASE"),
            new("CashBalance", Text(value.Cash), "BASE"),
            new("TotalCashBalance", Text(value.Cash), "BASE"),
            new("NetLiquidationByCurrency", Text(value.NetLiquidation), "BASE"),
            new("RealizedPnL", Text(value.RealizedPnl), "BASE"),
            new("UnrealizedPnL", Text(value.UnrealizedPnl), "BASE"),
            new("ExchangeRate", "1.00", "BASE"),
        ];
        foreach (var (currency, raw) in account.Cash)
        {
            // Open futures are in the base-currency ledger at cost; Valuation takes them out again.
            var rest = account.Cash.Where(c => c.Key != currency).Sum(c => c.Value * broker.Markets.RateToUsd(c.Key));
            var amount = currency == Valuation.BaseCurrency ? value.Cash - rest : raw;
            ledger.Add(new("Currency", currency, currency));
            ledger.Add(new("CashBalance", Text(amount), currency));
            ledger.Add(new("TotalCashBalance", Text(amount), currency));
            ledger.Add(new("ExchangeRate", Plain(broker.Markets.RateToUsd(currency)), currency));
        }
        return ledger;
    }

    private static IEnumerable<AccountFigure> Margins(Valuation value)
    {
        decimal[] amounts = [value.InitMargin, value.MaintMargin, value.AvailableFunds, value.ExcessLiquidity];
        string[] prefixes = ["", "Full", "LookAhead"];
        return prefixes.SelectMany(p => marginKeys.Select((key, i) => Money(p + key, amounts[i])));
    }

    private static AccountFigure Money(string key, decimal amount) => new(key, Text(amount), Valuation.BaseCurrency);

    private static string Text(decimal amount) => amount.ToString("F2", CultureInfo.InvariantCulture);

    private static string Plain(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
