using Oms.Trading;
using Oms.Trading.Risk;

namespace Oms.Engine;

/// <summary>
/// Where people and programs hand in commands: the engine in this process, or one elsewhere. An answer means that it is journaled; an
/// <see cref="OutcomeUnknownException"/> that nobody can say, and then the caller asks by clOrdId or sends the same clOrdId again.
/// </summary>
public interface ITradingDesk
{
    /// <exception cref="EngineStoppedException">The engine stopped while the command waited.</exception>
    /// <exception cref="OutcomeUnknownException">The engine was asked and did not answer.</exception>
    Task<Answer> SubmitAsync(DeskRequest request, CancellationToken ct);

    /// <summary>How the engine and its broker link stand. One that cannot be reached is an answer too.</summary>
    Task<DeskStatus> StatusAsync(CancellationToken ct);

    /// <summary>The prices that the engine has now; null when it cannot be reached.</summary>
    Task<QuoteSnapshot?> QuotesAsync(CancellationToken ct);

    /// <summary>Acts on the broker link; says why it could not, or null when it was done.</summary>
    Task<Denial?> ControlAsync(LinkControl control, CancellationToken ct);
}

/// <summary>A command, and the account and symbol that it is about: the desk adds the prices that its decision needs.</summary>
public sealed record DeskRequest(Command Command, AccountId? Account = null, Symbol? Symbol = null);

/// <param name="StopReason">Why nothing is accepted; null while everything runs.</param>
public sealed record DeskStatus(string? StopReason, BrokerStatus Broker);

/// <summary>What may be asked of the broker link.</summary>
public enum LinkControl
{
    /// <summary>Ask for everything that the broker holds once more.</summary>
    Synchronize,

    /// <summary>Give the link up and make a new one.</summary>
    Reconnect,
}

/// <summary>All prices of a board at one moment, few enough to be sent as a whole: a hundred lines at most.</summary>
public sealed record QuoteSnapshot(IReadOnlyList<SymbolQuote> Quotes);

/// <summary>The latest price of one instrument.</summary>
public sealed record SymbolQuote(Symbol Symbol, Quote Quote);

/// <summary>A command was handed over and no answer came: whether it was journaled is not known.</summary>
public sealed class OutcomeUnknownException(string reason, Exception? inner = null) : Exception(reason, inner);
