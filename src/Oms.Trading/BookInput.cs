using System.Collections.Immutable;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;
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
    public sealed record PlaceOrder(OrderId Id, OrderTerms Terms, MarketView Market, Actor By) : Command
    {
        /// <summary>To be sent even right before the broker's planned restart.</summary>
        public bool IsUrgent { get; init; }
    }

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

    /// <summary>Say whether an order of the account that provably never arrived is sent once more.</summary>
    public sealed record SetResendPolicy(AccountId Account, bool ResendOnce, Actor By) : Command;

    /// <summary>Look after an order that was made elsewhere.</summary>
    public sealed record ClaimOrder(OrderId Id, Actor By) : Command;

    /// <summary>Compare with the broker now.</summary>
    public sealed record RequestRound(Actor By) : Command;

    /// <summary>Settle a break, with a reason.</summary>
    public sealed record ResolveBreak(BreakId Id, BreakAction Action, string Reason, Actor By) : Command;

    /// <summary>Say who looks after a break.</summary>
    public sealed record AssignBreak(BreakId Id, string Owner, Actor By) : Command;

    /// <summary>Keep an act in the journal.</summary>
    public sealed record Audit(AuditEvent Event) : Command;
}

/// <summary>The engine's own notices.</summary>
public abstract record Notice : BookInput
{
    private Notice() { }

    /// <summary>The engine starts on a replayed book: whatever was on its way when it last stopped is in doubt.</summary>
    public sealed record Started(string Reason) : Notice
    {
        /// <summary>Which kind of accounts this program trades; null leaves what was said before.</summary>
        public TradingMode? Mode { get; init; }
    }

    /// <summary>The broker's planned restart is near: no new orders until it is over.</summary>
    public sealed record FreezeBegun(Instant Until, string Reason) : Notice;

    /// <summary>The planned restart is over and everything was read again.</summary>
    public sealed record FreezeEnded : Notice;
}
