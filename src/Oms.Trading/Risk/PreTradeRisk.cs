using System.Collections.Immutable;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Trading.Risk;

/// <summary>Everything a check may look at.</summary>
public sealed record RiskContext(
    OrderTerms Terms,
    Account Account,
    Instrument Instrument,
    RiskLimits Limits,
    KillSwitch? FirmSwitch,
    KillSwitch? AccountSwitch,
    bool IsBrokerReady,
    MarketView Market,
    Instant Now)
{
    /// <summary>Set while new orders are held back for the broker's planned restart.</summary>
    public Freeze? Freeze { get; init; }

    /// <summary>Marked to pass the freeze.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Which kind of accounts this program trades; null when no start has said so.</summary>
    public TradingMode? Mode { get; init; }

    /// <summary>The reference price if there is one that is young enough; a limit not set makes none young enough.</summary>
    public decimal? FreshPx =>
        Market.Quote is { } quote && Now - quote.At <= Limits.PriceAgeMax ? quote.Reference(Terms.Side) : null;

    /// <summary>
    /// The most that the order can be worth in the account's currency. A buy is worth its limit at most, or what it may rise to before its
    /// trigger; a sell limit below the market fills at the market, so the higher of the two counts. What trades below zero (spreads, futures at times) counts by its size.
    /// </summary>
    public decimal? Notional => WorstPx is { } px && Market.RateToAccount is { } rate
        ? Terms.OrderQty * Math.Abs(px) * Instrument.Multiplier * rate
        : null;

    private decimal? WorstPx => Terms switch
    {
        { Side: Side.Buy, Price: { } limit } => limit,
        { Price: { } limit } => FreshPx is { } px ? Math.Max(limit, px) : null,
        { Pricing: { } pricing } => FreshPx is { } px ? Math.Max(px, TriggerPx(pricing, px)) : null,
        _ => FreshPx,
    };

    // Where a trigger stands now; a trailing one lies its trail beyond the market, and a trailing limit its offset beyond that.
    private decimal TriggerPx(PricingTerms pricing, decimal px)
    {
        var trail = pricing.TrailAmt ?? px * (pricing.TrailPercent ?? 0) / 100;
        var reach = trail + (pricing.LimitOffset ?? 0);
        return pricing.StopPx is { } stopPx
            ? stopPx + (pricing.LimitOffset ?? 0)
            : Terms.Side is Side.Buy ? px + reach : px;
    }

    public RiskEvidence Evidence => new(Market.Quote?.Reference(Terms.Side), Market.Quote is { } quote ? Now - quote.At : null,
        Market.RateToAccount, Notional, Limits.Version);
}

/// <summary>The outcome of one check. <see cref="Headroom"/> is what the limit still leaves, below zero when it is passed.</summary>
/// <param name="Scope">Whose limit: an account, a firm, the broker.</param>
/// <param name="Name">Which limit of it, in its public spelling.</param>
/// <param name="Detail">Said only of a check that failed.</param>
public readonly record struct RiskCheck(
    bool Passed, string Code, string Scope, string Name, decimal? Limit = null, decimal? Value = null, string Detail = "")
{
    public string LimitId => $"{Scope}/{Name}";

    public decimal? Headroom => Limit - Value;

    public Denial ToDenial() => new(Code, Detail, Breach: new(LimitId, Limit, Value, Headroom));
}

/// <summary>The pre-trade checks, in the order in which their breaches are told. Every breach is told, not only the first.</summary>
public static class PreTradeRisk
{
    private static readonly ImmutableArray<Func<RiskContext, RiskCheck>> Checks =
    [
        BrokerReady, ModeFits, NotFrozen, FirmHalt, AccountHalt, Restricted, OrderQty, FreshPrice, ExchangeRate, Notional, Collar,
    ];

    /// <summary>Why the order may not go; empty when it may.</summary>
    public static ImmutableArray<Denial> Breaches(RiskContext context)
    {
        ImmutableArray<Denial>.Builder? breaches = null;
        foreach (var check in Checks)
        {
            if (check(context) is { Passed: false } failed)
                (breaches ??= ImmutableArray.CreateBuilder<Denial>()).Add(failed.ToDenial());
        }

        return breaches?.ToImmutable() ?? [];
    }

    /// <summary>Every check with its limit, value and headroom, for a preview.</summary>
    public static ImmutableArray<RiskCheck> All(RiskContext context) => [.. Checks.Select(check => check(context))];

    private static RiskCheck BrokerReady(RiskContext c) => new(c.IsBrokerReady, "BROKER_NOT_CONNECTED", "broker", "link",
        Detail: c.IsBrokerReady ? "" : "the link to the broker is down or not yet in step");

    // Paper orders must never reach a live account, nor live ones be lost in a paper account.
    private static RiskCheck ModeFits(RiskContext c)
    {
        var kind = BrokerDay.ModeOf(c.Account.Id);
        var isFit = (c.Mode ?? kind) == kind;
        return new(isFit, "TRADING_MODE_MISMATCH", c.Account.Id.Value, "tradingMode",
            Detail: isFit ? "" : $"{c.Account.Id} is a {kind} account, and this program trades {c.Mode} accounts");
    }

    private static RiskCheck NotFrozen(RiskContext c)
    {
        var isFrozen = c.Freeze is not null && !c.IsUrgent;
        return new(!isFrozen, "RESTART_WINDOW", "broker", "restart",
            Detail: isFrozen ? $"{c.Freeze?.Reason}; no new orders until {c.Freeze?.Until}, unless marked urgent" : "");
    }

    private static RiskCheck FirmHalt(RiskContext c) => Halt(c.FirmSwitch, c.Account.Firm.Value);

    private static RiskCheck AccountHalt(RiskContext c) => Halt(c.AccountSwitch, c.Account.Id.Value);

    private static RiskCheck Halt(KillSwitch? halt, string scope) => new(halt is not { On: true }, "TRADING_HALTED", scope, "killSwitch",
        Detail: halt is { On: true } ? $"the kill switch of {scope} is on: {halt.Reason}" : "");

    private static RiskCheck Restricted(RiskContext c)
    {
        var isRestricted = c.Limits.Restricted.Contains(c.Terms.Symbol);
        return new(!isRestricted, "SYMBOL_RESTRICTED", c.Account.Id.Value, "restricted",
            Detail: isRestricted ? $"{c.Terms.Symbol} is on the restricted list" : "");
    }

    private static RiskCheck OrderQty(RiskContext c) =>
        AtMost(c, c.Limits.MaxOrderQty, c.Terms.OrderQty, "ORDER_QTY_ABOVE_LIMIT", "maxOrderQty");

    private static RiskCheck FreshPrice(RiskContext c)
    {
        if (c.Limits.PriceAgeMax is not { } max) return NotSet(c, "priceAgeMaxSeconds");
        var age = c.Market.Quote is { } quote ? Seconds(c.Now - quote.At) : (decimal?)null;
        var isFresh = c.FreshPx is not null;
        return new(isFresh, "PRICE_NOT_FRESH", c.Account.Id.Value, "priceAgeMaxSeconds", Seconds(max), age,
            isFresh ? "" : age is null ? $"no price of {c.Terms.Symbol} is known" : $"the price of {c.Terms.Symbol} is {age:0.0} s old");
    }

    private static RiskCheck ExchangeRate(RiskContext c)
    {
        var isKnown = c.Market.RateToAccount is not null;
        return new(isKnown, "EXCHANGE_RATE_UNKNOWN", c.Account.Id.Value, "maxNotional",
            Detail: isKnown ? "" : $"no rate from {c.Instrument.Currency} to {c.Account.Currency} is known");
    }

    // Without a price or a rate the value is unknown; the two checks above say so.
    private static RiskCheck Notional(RiskContext c) => c switch
    {
        { Limits.MaxNotional: null } => NotSet(c, "maxNotional"),
        { Notional: { } value } => AtMost(c, c.Limits.MaxNotional, value, "NOTIONAL_ABOVE_LIMIT", "maxNotional"),
        _ => new(true, "NOTIONAL_ABOVE_LIMIT", c.Account.Id.Value, "maxNotional", c.Limits.MaxNotional),
    };

    // Only the aggressive side can trade through the market; an order that rests far away harms nobody.
    private static RiskCheck Collar(RiskContext c)
    {
        if (c.Limits.PriceCollarPercent is not { } percent) return NotSet(c, "priceCollarPercent");
        if (c.Terms.Price is not { } limit || c.FreshPx is not { } px || px <= 0)
            return new(true, "PRICE_OUTSIDE_COLLAR", c.Account.Id.Value, "priceCollarPercent", percent);
        // The limit of an order with a trigger counts from there: the market will be there when it works.
        if (c.Terms is { OrdType: OrdType.StopLimit, Pricing.StopPx: { } stopPx })
            px = c.Terms.Side is Side.Buy ? Math.Max(px, stopPx) : Math.Min(px, stopPx);
        var through = (c.Terms.Side is Side.Buy ? limit - px : px - limit) / px * 100;
        // Rounded away from the limit's mercy: what is told is what was judged.
        var told = decimal.Round(Math.Max(0, through), 6, MidpointRounding.ToPositiveInfinity);
        return AtMost(c, percent, told, "PRICE_OUTSIDE_COLLAR", "priceCollarPercent");
    }

    // Microseconds with the point moved: a division or a detour over double would cost more than all other checks together.
    private static decimal Seconds(TimeSpan span)
    {
        var micros = Math.Abs(span.Ticks / TimeSpan.TicksPerMicrosecond);
        return new(unchecked((int)micros), unchecked((int)(micros >> 32)), 0, span < TimeSpan.Zero, 6);
    }

    private static RiskCheck AtMost(RiskContext c, decimal? limit, decimal value, string code, string name) => limit is null
        ? NotSet(c, name)
        : new(value <= limit, code, c.Account.Id.Value, name, limit, value,
            value <= limit ? "" : $"{value:0.##########} is above {limit:0.##########}");

    private static RiskCheck NotSet(RiskContext c, string name) =>
        new(false, "LIMIT_NOT_CONFIGURED", c.Account.Id.Value, name, Detail: $"{c.Account.Id}/{name} is not set");
}
