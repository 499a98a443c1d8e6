using Oms.Trading.Orders;

namespace Oms.Trading.Risk;

/// <summary>The prices that a decision may use, taken when the command was queued; they become part of the journal with it.</summary>
/// <param name="RateToAccount">Units of the account's currency per unit of the instrument's; null when not known.</param>
public sealed record MarketView(Quote? Quote, decimal? RateToAccount)
{
    public static readonly MarketView Unknown = new(null, null);
}

/// <summary>The best prices of an instrument. Null means that none is known.</summary>
/// <param name="At">When the newest part of it arrived.</param>
public sealed record Quote(decimal? Bid, decimal? BidSize, decimal? Ask, decimal? AskSize, decimal? Last, decimal? LastSize,
    decimal? Close, Instant At)
{
    /// <summary>The price that an order of this side would meet, else the last trade.</summary>
    public decimal? Reference(Side side) => (side is Side.Buy ? Ask : Bid) ?? Last;

    /// <summary>The fairest single price: the middle, else the last trade.</summary>
    public decimal? Mark => (Bid + Ask) / 2 ?? Last;
}

/// <summary>What a decision used, kept in the journal so that it can be explained later.</summary>
/// <param name="ReferencePx">The price the checks compared with; null when none was known.</param>
/// <param name="ReferenceAge">How old it was.</param>
/// <param name="Notional">Value of the order in the account's currency as the checks saw it.</param>
public sealed record RiskEvidence(decimal? ReferencePx, TimeSpan? ReferenceAge, decimal? RateToAccount, decimal? Notional, int LimitsVersion);
