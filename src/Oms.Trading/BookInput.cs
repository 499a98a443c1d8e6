using System.Collections.Immutable;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading;

/// <summary>Everything that can reach the book: commands of people and programs, reports of the broker, the engine's own notices.</summary>
public abstract record BookInput
{
    private protected BookInput() { }
}

/// <summary>A wish: it may be denied.</summary>
public abstract record Command : BookInput
{
    private Command() { }

    /// <summary>Buy or sell. <see cref="Id"/> is made by the caller of the book, so that deciding stays pure.</summary>
    public sealed record PlaceOrder(OrderId Id, OrderTerms Terms, MarketView Market, Actor By) : Command;

    /// <summary>Place orders that depend on each other: all of them or none.</summary>
    public sealed record PlaceList(ListId Id, ContingencyType Type, ImmutableArray<ListedOrder> Orders, MarketView Market, Actor By) : Command;

    /// <summary>What would be decided about an order; nothing happens.</summary>
    public sealed record PreviewOrder(OrderTerms Terms, MarketView Market, Actor By) : Command;

    /// <summary>Take an order off the market.</summary>
    public sealed record CancelOrder(OrderId Id, Actor By) : Command;

    /// <summary>Take every open order of a list off the market.</summary>
    public sealed record CancelList(ListId Id, Actor By) : Command;

    /// <summary>Take every open order of an account off the market.</summary>
    public sealed record CancelAll(AccountId Account, Actor By) : Command;

    /// <summary>Change quantity or prices; <see cref="Version"/> is the version the caller has seen, null to skip the comparison.</summary>
    public sealed record ReplaceOrder(OrderId Id, decimal? OrderQty, decimal? Price, int? Version, MarketView Market, Actor By) : Command
    {
        /// <summary>The trigger or trail to change; null leaves them.</summary>
        public PricingTerms? Pricing { get; init; }
    }

    /// <summary>Make an account known, or change its name.</summary>
    public sealed record OpenAccount(Account Account, Actor By) : Command;

    /// <summary>Set what an account may do.</summary>
    public sealed record SetRiskLimits(AccountId Account, RiskLimits Limits, Actor By) : Command;

    /// <summary>Stop or allow new orders, of one account or (null) of the whole firm.</summary>
    public sealed record SetKillSwitch(FirmId Firm, AccountId? Account, bool On, string Reason, Actor By) : Command;

    /// <summary>Make instruments known, or correct what is known of them.</summary>
    public sealed record ListInstruments(ImmutableArray<Instrument> Instruments, Actor By) : Command;

    /// <summary>Keep an act in the journal.</summary>
    public sealed record Audit(AuditEvent Event) : Command;
}

/// <summary>The engine's own notices.</summary>
public abstract record Notice : BookInput
{
    private Notice() { }

    /// <summary>The engine starts on a replayed book: whatever was on its way when it last stopped is in doubt.</summary>
    public sealed record Started(string Reason) : Notice;
}
