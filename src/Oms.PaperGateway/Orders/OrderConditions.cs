using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

internal enum ConditionKind { Price, Time, Margin, Execution, Volume, PercentChange }

/// <summary>One thing that must come true; which fields count depends on the kind.</summary>
internal sealed record OrderCondition(ConditionKind Kind)
{
    /// <summary>True: this AND the next one; false: this OR the next.</summary>
    public bool IsAnd { get; init; } = true;

    /// <summary>The value or more; else the value or less.</summary>
    public bool IsMore { get; init; }

    /// <summary>A price, percent of margin cushion, shares, or percent of change.</summary>
    public decimal Value { get; init; }
    public DateTimeOffset? At { get; init; }

    /// <summary>The instrument that is watched.</summary>
    public int ConId { get; init; }

    /// <summary>How a price is taken: 1 and 4 from bid and ask, 8 from their middle, the others from the last trade.</summary>
    public int TriggerMethod { get; init; }
}

/// <summary>Whether the conditions of orders are met.</summary>
internal sealed class ConditionRules(
    BrokerBooks books, MarketPlace markets, TradingCalendar calendar, InstrumentCatalog catalog)
{
    /// <summary>Joined from left to right, as IB does; outside regular hours only where the order says so.</summary>
    public bool AreMet(PaperOrder order, DateTimeOffset now)
    {
        var terms = order.Terms;
        if (!calendar.IsOpen(markets.Of(terms.ConId).Instrument, now, outsideRth: terms.ConditionsIgnoreRth)) return false;
        var isMet = true;
        var joinsByAnd = true;
        foreach (var condition in terms.Conditions)
        {
            isMet = joinsByAnd ? isMet && IsMet(condition, order, now) : isMet || IsMet(condition, order, now);
            joinsByAnd = condition.IsAnd;
        }
        return isMet;
    }

    private bool IsMet(OrderCondition condition, PaperOrder order, DateTimeOffset now) => condition.Kind switch
    {
        ConditionKind.Price => Reaches(condition, PriceOf(condition)),
        ConditionKind.Time => condition.IsMore ? now >= condition.At : now <= condition.At,
        ConditionKind.Margin => Reaches(condition, Cushion(order.Terms.Account)),
        ConditionKind.Execution => books.Executions.Any(e => e.ConId == condition.ConId && e.At >= order.CreatedAt),
        ConditionKind.Volume => Reaches(condition, markets.Of(condition.ConId).Quote.Volume),
        _ => Reaches(condition, Change(markets.Of(condition.ConId).Quote)),
    };

    private static bool Reaches(OrderCondition condition, decimal? value) =>
        condition.IsMore ? value >= condition.Value : value <= condition.Value;

    private decimal? PriceOf(OrderCondition condition)
    {
        var quote = markets.Of(condition.ConId).Quote;
        return condition.TriggerMethod switch
        {
            1 or 4 => condition.IsMore ? quote.Bid : quote.Ask,
            8 => quote.Mid,
            _ => quote.Last ?? quote.Mid,
        };
    }

    private decimal? Cushion(string account)
    {
        if (books.FindAccount(account) is not { } known) return null;
        var value = Valuation.Of(known, catalog, markets.Prices);
        return value.NetLiquidation == 0 ? null : value.ExcessLiquidity / value.NetLiquidation * 100;
    }

    private static decimal? Change(Quote quote) =>
        quote.PreviousClose == 0 ? null : (quote.Mark - quote.PreviousClose) / quote.PreviousClose * 100;
}
