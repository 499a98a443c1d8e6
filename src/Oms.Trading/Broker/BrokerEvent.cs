using Oms.Trading.Accounts;
using Oms.Trading.Orders;

namespace Oms.Trading.Broker;

/// <summary>
/// Where the link to the broker stands, in one vocabulary for book, health and screens. The book itself knows the first three; the rest
/// say why, or that a link in step has a blemish.
/// </summary>
public enum LinkState
{
    /// <summary>No orders can go; what the broker holds is not known.</summary>
    Disconnected,

    /// <summary>Connected, reading what the broker holds; no orders go yet.</summary>
    Synchronizing,

    /// <summary>In step.</summary>
    Ready,

    /// <summary>Knocking at the gateway.</summary>
    Connecting,

    /// <summary>In step, but a data farm is away (IB codes 2103, 2105, 2157): prices may stand still.</summary>
    Degraded,

    /// <summary>The gateway is there, its own link to the broker is not (1100, 2110).</summary>
    UpstreamLost,

    /// <summary>In step, but another session of the same user takes the market data (10197).</summary>
    CompetingSession,

    /// <summary>Somebody else is signed in under our client id (326).</summary>
    ClientIdInUse,

    /// <summary>The gateway's accounts are of the other kind than TRADING_MODE; nothing is sent there.</summary>
    TradingModeMismatch,

    /// <summary>The engine that would know cannot be reached.</summary>
    Unknown,

    /// <summary>Down within the planned restart: it is expected back.</summary>
    RestartWindow,

    /// <summary>In step, and no new orders go since the planned restart is near.</summary>
    FrozenForRestart,
}

/// <summary>What states have in common.</summary>
public static class LinkStates
{
    /// <summary>Whether orders and cancels reach the broker.</summary>
    public static bool IsInStep(this LinkState state) =>
        state is LinkState.Ready or LinkState.Degraded or LinkState.CompetingSession or LinkState.FrozenForRestart;
}

/// <summary>What happens to the link, and facts from it that belong to no order of ours.</summary>
public abstract record BrokerEvent : TradingEvent
{
    private BrokerEvent() { }

    public override string Subject => "broker";

    public sealed record LinkedUp(string Endpoint, int NextOrderId) : BrokerEvent
    {
        public int? ClientId { get; init; }
    }

    public sealed record Synchronized : BrokerEvent;

    public sealed record LinkedDown(string Reason) : BrokerEvent;

    /// <summary>A fill of an order that is not ours: entered by hand, or by another program. It moves the position all the same.</summary>
    public sealed record ExternalTraded(Execution Execution) : BrokerEvent
    {
        /// <summary>The broker's number of its order; null when it was not said.</summary>
        public long? PermId { get; init; }
    }

    /// <summary>A fill of an order that is not ours was otherwise than first told; zero quantity means that there was none.</summary>
    public sealed record ExternalTradeCorrected(Execution Was, Execution Execution) : BrokerEvent;

    /// <summary>A cost whose fill has not been seen yet; it is booked when the fill comes.</summary>
    public sealed record CommissionHeld(ExecId ExecId, Commission Commission) : BrokerEvent;

    /// <summary>Which kind of accounts this program trades from now on.</summary>
    public sealed record TradingModeSet(TradingMode Mode) : BrokerEvent;

    /// <summary>New orders are held back until the planned restart is over.</summary>
    public sealed record Frozen(Instant Until, string Reason) : BrokerEvent;

    /// <summary>The planned restart is over; what it did is in the report.</summary>
    public sealed record Reopened(NightReport Report) : BrokerEvent;
}
