using Oms.Engine.Reconciliation;
using Oms.Trading.Accounts;

namespace Oms.InteractiveBrokers;

/// <summary>Where the gateway is and as which client we sign in there. The client id names an id space of orders: it stays the same for ever.</summary>
public sealed record IbOptions(string Host, int Port, int ClientId)
{
    /// <summary>The client id of the second connection, which only reads; null where there is none.</summary>
    public int? WitnessClientId { get; init; }

    /// <summary>Which kind of accounts may be traded; null allows both.</summary>
    public TradingMode? Mode { get; init; }

    /// <summary>When the gateway restarts; null where that is not known.</summary>
    public RestartSchedule? Restart { get; init; }

    /// <summary>How long the answers of a round may take before the connection is given up.</summary>
    public TimeSpan RoundMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>First wait before the next attempt to connect; it doubles up to <see cref="BackOffMax"/>.</summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The wait after so many attempts, a third more or less, so that several engines do not knock at the same moment.</summary>
    internal TimeSpan BackOff(int attempts, TimeProvider clock)
    {
        var doubled = BackOffMin * Math.Pow(2, Math.Min(attempts, 16));
        var capped = doubled < BackOffMax ? doubled : BackOffMax;
        return capped * (1 + ((clock.GetTimestamp() % 67) - 33) / 100.0);
    }
}
