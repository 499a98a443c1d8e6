namespace Oms.Trading.Reconciliation;

/// <summary>Our id of a break, unique for ever: <c>B</c> and a number.</summary>
public readonly record struct BreakId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>In what our book and another differ.</summary>
public enum BreakClass
{
    /// <summary>The broker holds another quantity of an instrument.</summary>
    PositionDiffers,

    /// <summary>The broker's cash is not what the fills, costs and accepted figures make it.</summary>
    CashDiffers,

    /// <summary>We hold an order open; the broker shows it neither open nor completed.</summary>
    OrderMissingAtBroker,

    /// <summary>The broker works an order that we hold closed.</summary>
    OrderOpenAfterClose,

    /// <summary>The broker works an order that cannot be adopted: its account is not known here, or its type has no word.</summary>
    UnknownOrderAtBroker,

    /// <summary>A fill that no live message told. It is booked from the round that showed it.</summary>
    ExecutionMissing,

    /// <summary>The witness connection is shown something else than the trading connection.</summary>
    WitnessDisagrees,
}

/// <summary>What a person can do about a break.</summary>
public enum BreakAction
{
    /// <summary>The broker's figure holds: the position or the cash is set to it, with the reason.</summary>
    AcceptBroker,

    /// <summary>The order is over: it is closed as canceled, with the reason.</summary>
    CloseAsCanceled,

    /// <summary>The broker is asked to take the order off the market; the break heals when it is gone there.</summary>
    CancelAtBroker,

    /// <summary>Known and accepted as it is; it comes back when the difference changes.</summary>
    Ignore,
}

/// <summary>What makes two findings the same break.</summary>
/// <param name="Subject">The symbol, currency, order or execution in question.</param>
public readonly record struct BreakKey(BreakClass Class, AccountId Account, string Subject);

/// <summary>One difference, as a comparison found it.</summary>
/// <param name="Ours">Our figure: a quantity, or an amount for cash; null where there is none.</param>
/// <param name="Theirs">The other side's.</param>
/// <param name="AtStake">What the difference is worth in <paramref name="Currency"/>; null when it cannot be said.</param>
/// <param name="Suggested">What usually repairs it.</param>
public sealed record Finding(
    BreakClass Class, AccountId Account, string Subject, Symbol? Symbol, OrderId? Order, decimal? Ours, decimal? Theirs, decimal? AtStake,
    string? Currency, string Detail, BreakAction Suggested)
{
    public BreakKey Key => new(Class, Account, Subject);

    /// <summary>Prices move what is at stake; the difference is the same while the figures are.</summary>
    public bool IsSame(Finding other) => (Key, Ours, Theirs) == (other.Key, other.Ours, other.Theirs);

    /// <summary>What the class allows.</summary>
    public static IReadOnlyList<BreakAction> ActionsOf(BreakClass of) => of switch
    {
        BreakClass.PositionDiffers or BreakClass.CashDiffers => [BreakAction.AcceptBroker, BreakAction.Ignore],
        BreakClass.OrderMissingAtBroker => [BreakAction.CloseAsCanceled, BreakAction.Ignore],
        BreakClass.OrderOpenAfterClose => [BreakAction.CancelAtBroker, BreakAction.Ignore],
        _ => [BreakAction.Ignore],
    };
}

/// <summary>A difference that outlived the explanation of being in flight. It stands until it heals or a person resolves it.</summary>
/// <param name="Owner">Who looks after it; null while nobody does.</param>
public sealed record Break(BreakId Id, Finding Finding, Instant FirstSeen, Instant LastChanged, string? Owner = null, BreakEnd? End = null)
{
    /// <summary>The next state; null events of other breaks are a bug of the caller.</summary>
    public Break Apply(ReconciliationEvent e, Instant at) => e switch
    {
        ReconciliationEvent.BreakChanged changed => this with { Finding = changed.Finding, LastChanged = at },
        ReconciliationEvent.BreakAssigned assigned => this with { Owner = assigned.Owner, LastChanged = at },
        ReconciliationEvent.BreakHealed healed => this with { End = new(null, healed.Cause, null, at), LastChanged = at },
        ReconciliationEvent.BreakResolved done => this with { End = new(done.Action, done.Reason, done.By.Name, at), LastChanged = at },
        _ => this,
    };

    public static Break From(ReconciliationEvent.BreakOpened opened, Instant at) => new(opened.Id, opened.Finding, at, at);
}

/// <summary>How a break ended.</summary>
/// <param name="Action">What a person did; null when it healed.</param>
/// <param name="Reason">The person's reason, or what healed it.</param>
public sealed record BreakEnd(BreakAction? Action, string Reason, string? By, Instant At);
