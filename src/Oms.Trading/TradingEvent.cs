namespace Oms.Trading;

/// <summary>Something that happened, as the journal keeps it for ever. The families are closed: orders, accounts, instruments, broker, audit.</summary>
public abstract record TradingEvent
{
    private protected TradingEvent() { }

    /// <summary>What the event is about, e.g. an order id or an account; the journal is indexed by it.</summary>
    public abstract string Subject { get; }
}

/// <summary>An act outside the order book that someone may ask about later: a sign-in, a key, an export.</summary>
public sealed record AuditEvent(Actor By, string Action, string Target, string Detail, string? Address) : TradingEvent
{
    public override string Subject => Target;
}
