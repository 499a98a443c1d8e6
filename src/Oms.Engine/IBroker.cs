using Oms.Engine.Reconciliation;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Engine;

/// <summary>
/// The broker as the engine sees it. Sends tell only whether the request left this machine; everything that follows from it
/// arrives as reports.
/// </summary>
public interface IBroker
{
    /// <summary>Where the link stands, for people.</summary>
    BrokerStatus Status { get; }

    /// <summary>Keeps the link up until cancelled; hands every report to <paramref name="report"/>, which waits when the engine is busy.</summary>
    Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct);

    ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct);

    ValueTask<SendOutcome> CancelAsync(Order order, CancellationToken ct);

    ValueTask<SendOutcome> ReplaceAsync(Order order, Instrument instrument, ReplaceTerms terms, CancellationToken ct);

    /// <summary>Keeps the price of an instrument on the quote board from now on; asked twice, it does nothing more.</summary>
    ValueTask WatchAsync(Instrument instrument, CancellationToken ct);

    /// <summary>Asks for everything that the broker holds once more; ends, later, in a <see cref="BrokerReport.Synchronized"/>.</summary>
    ValueTask SynchronizeAsync(CancellationToken ct);

    /// <summary>Gives the link up and makes a new one, which reads everything: what a broken send left open is settled by nothing less.</summary>
    ValueTask ReconnectAsync(CancellationToken ct);
}

/// <summary>What is known of a request right after sending it.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>It left this machine.</summary>
    public sealed record Sent : SendOutcome;

    /// <summary>It is certain that no byte of it left.</summary>
    public sealed record NotSent(string Reason) : SendOutcome;

    /// <summary>The link broke while it was leaving.</summary>
    public sealed record InDoubt(string Reason) : SendOutcome;
}

/// <summary>The link to the broker, for health checks and screens.</summary>
/// <param name="Attempts">Connection attempts since the link was last up.</param>
public sealed record BrokerStatus(
    LinkState State, Instant Since, string Host, int Port, int ClientId, int? ServerVersion, string? Reason, int Attempts)
{
    /// <summary>When the broker last showed everything that it holds; null until it did.</summary>
    public Instant? SynchronizedAt { get; init; }

    /// <summary>Requests that wait, because the broker takes only so many a second.</summary>
    public int SendsWaiting { get; init; }

    /// <summary>How long the oldest of them has waited; zero when none waits.</summary>
    public TimeSpan OldestSendAge { get; init; }

    /// <summary>Where the second, read-only connection stands; null where there is none.</summary>
    public LinkState? Witness { get; init; }

    /// <summary>The planned restart that is near, under way, or next; null where none is planned.</summary>
    public RestartWindow? Restart { get; init; }

    /// <summary>When the weekly sign-in of the gateway is due next; null where none is planned.</summary>
    public Instant? WeeklyLoginAt { get; init; }
}
