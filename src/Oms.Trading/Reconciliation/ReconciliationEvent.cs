namespace Oms.Trading.Reconciliation;

/// <summary>Why a round was run.</summary>
public enum RoundCause { Connect, Interval, Request, Restart }

/// <summary>What comparing our book with the broker's led to. A storage format like every event.</summary>
public abstract record ReconciliationEvent : TradingEvent
{
    private ReconciliationEvent() { }

    /// <summary>Someone asks for a comparison now.</summary>
    public sealed record RoundRequested(Actor By) : ReconciliationEvent
    {
        public override string Subject => "reconciliation";
    }

    /// <summary>A round ended that was asked for, or that changed or suspects something; quiet rounds leave no trace.</summary>
    /// <param name="Findings">Differences in this round, known ones too.</param>
    /// <param name="Suspects">Those of them that wait for a second round to agree.</param>
    public sealed record RoundFinished(RoundCause Cause, int Findings, int Suspects) : ReconciliationEvent
    {
        public override string Subject => "reconciliation";
    }

    public sealed record BreakOpened(BreakId Id, Finding Finding) : ReconciliationEvent
    {
        public override string Subject => Id.Value;
    }

    /// <summary>The same difference with other figures.</summary>
    public sealed record BreakChanged(BreakId Id, Finding Finding) : ReconciliationEvent
    {
        public override string Subject => Id.Value;
    }

    /// <summary>The difference is gone; the cause says what the book learned, where it is known.</summary>
    public sealed record BreakHealed(BreakId Id, string Cause) : ReconciliationEvent
    {
        public override string Subject => Id.Value;
    }

    public sealed record BreakAssigned(BreakId Id, string Owner, Actor By) : ReconciliationEvent
    {
        public override string Subject => Id.Value;
    }

    /// <summary>A person settled it; what that changes follows as events of their own.</summary>
    public sealed record BreakResolved(BreakId Id, BreakAction Action, string Reason, Actor By) : ReconciliationEvent
    {
        public override string Subject => Id.Value;
    }

    /// <summary>The broker is to take an order off the market that we hold closed.</summary>
    public sealed record CancelAsked(BreakId Id, OrderId Order, string Reason, Actor By) : ReconciliationEvent
    {
        public override string Subject => Order.Value;
    }

    /// <summary>A position is set to the broker's figure. <paramref name="AvgCost"/> is per unit and without the multiplier, as ours are.</summary>
    public sealed record PositionAdjusted(
        AccountId Account, Symbol Symbol, decimal From, decimal To, decimal AvgCost, string Reason, Actor By) : ReconciliationEvent
    {
        public override string Subject => Account.Value;
    }

    /// <summary>From now on the cash of a currency is this amount and what fills and costs make of it.</summary>
    public sealed record CashBaselined(AccountId Account, string Currency, decimal Amount, string Source) : ReconciliationEvent
    {
        public override string Subject => Account.Value;
    }
}
