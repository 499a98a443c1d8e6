using Oms.Trading.Orders;

namespace Oms.Trading.Broker;

/// <summary>Where the link to the broker stands.</summary>
public enum LinkState
{
    /// <summary>No orders can go; what the broker holds is not known.</summary>
    Disconnected,

    /// <summary>Connected, reading what the broker holds; no orders go yet.</summary>
    Synchronizing,

    /// <summary>In step.</summary>
    Ready,
}

/// <summary>What happens to the link, and facts from it that belong to no order of ours.</summary>
public abstract record BrokerEvent : TradingEvent
{
    private BrokerEvent() { }

    public override string Subject => "broker";

    public sealed record LinkedUp(string Endpoint, int NextOrderId) : BrokerEvent;

    public sealed record Synchronized : BrokerEvent;

    public sealed record LinkedDown(string Reason) : BrokerEvent;

    /// <summary>A fill of an order that is not ours: entered by hand, or by another program. It moves the position all the same.</summary>
    public sealed record ExternalTraded(Execution Execution) : BrokerEvent;

    /// <summary>A fill of an order that is not ours was otherwise than first told; zero quantity means that there was none.</summary>
    public sealed record ExternalTradeCorrected(Execution Was, Execution Execution) : BrokerEvent;

    /// <summary>A cost whose fill has not been seen yet; it is booked when the fill comes.</summary>
    public sealed record CommissionHeld(ExecId ExecId, Commission Commission) : BrokerEvent;
}
