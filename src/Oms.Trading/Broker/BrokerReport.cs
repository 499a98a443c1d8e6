using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Trading.Broker;

/// <summary>Which order a report is about: our reference where the broker echoes it, else the broker's id of it on our own client.</summary>
/// <param name="PermId">The broker's own number of it, by which orders made elsewhere are known.</param>
public readonly record struct OrderKey(OrderId? Reference, int? BrokerOrderId, long? PermId = null);

/// <summary>Where a report was seen: told by itself, or an answer to a question of a round.</summary>
public enum ReportSource { Live, OpenOrders, CompletedOrders, Executions, Witness }

/// <summary>What the broker, or the link to it, tells. Reports are facts: they are booked, late and odd ones too.</summary>
public abstract record BrokerReport : BookInput
{
    private BrokerReport() { }

    public ReportSource Source { get; init; }

    /// <summary>Connected; now everything that the broker holds is read. Order ids from <see cref="NextOrderId"/> are free there.</summary>
    public sealed record LinkUp(string Endpoint, int NextOrderId) : BrokerReport
    {
        /// <summary>As which client; null when it is not known.</summary>
        public int? ClientId { get; init; }
    }

    /// <summary>The questions of a round begin; what happens from now on is in flight for it.</summary>
    public sealed record RoundStarted(bool IsWitness) : BrokerReport;

    /// <summary>
    /// Everything that the broker holds has been reported; what it did not show, it does not have. <see cref="View"/> is what it showed, for
    /// comparison; null where it was not collected.
    /// </summary>
    public sealed record Synchronized(BrokerView? View = null) : BrokerReport;

    /// <summary>What the second, read-only connection was shown.</summary>
    public sealed record Witnessed(BrokerView View) : BrokerReport;

    /// <summary>The link is gone.</summary>
    public sealed record LinkDown(string Reason) : BrokerReport;

    /// <summary>The broker has the order, on these terms.</summary>
    public sealed record Acknowledged(OrderKey Order, long? PermId, string BrokerStatus, decimal? OrderQty, decimal? Price) : BrokerReport
    {
        /// <summary>The whole order as it was shown; what an order made elsewhere is taken in by.</summary>
        public ShownOrder? Shown { get; init; }

        /// <summary>Trigger and trail as the broker works them; null where it does not say.</summary>
        public decimal? StopPx { get; init; }
        public decimal? TrailAmt { get; init; }
        public decimal? TrailPercent { get; init; }
    }

    /// <summary>A fill.</summary>
    public sealed record Executed(OrderKey Order, Execution Execution) : BrokerReport;

    /// <summary>What a fill cost.</summary>
    public sealed record Commissioned(ExecId ExecId, Commission Commission) : BrokerReport;

    /// <summary>Off the market; <see cref="IsExpired"/> when its time in force ran out.</summary>
    public sealed record Closed(OrderKey Order, bool IsExpired, string Text) : BrokerReport;

    /// <summary>
    /// Over, filled up to <see cref="OrderQty"/>: less than we hold where a change to less went through unheard. The fills come by themselves.
    /// </summary>
    public sealed record Completed(OrderKey Order, decimal OrderQty) : BrokerReport;

    /// <summary>The broker refuses the order, or the change that was asked for if one was.</summary>
    public sealed record Refused(OrderKey Order, string Code, string Text) : BrokerReport;

    /// <summary>The broker refuses a change; the order lives on as it was.</summary>
    public sealed record ChangeRefused(OrderKey Order, string Code, string Text) : BrokerReport;

    /// <summary>The broker refuses a cancel; <see cref="IsGone"/> when it says that there is nothing left to cancel.</summary>
    public sealed record CancelRefused(OrderKey Order, string Code, string Text, bool IsGone) : BrokerReport;

    /// <summary>A remark on an order that changes nothing.</summary>
    public sealed record Warned(OrderKey Order, string Code, string Text) : BrokerReport;

    /// <summary>It is certain that no part of the request left this machine.</summary>
    public sealed record NotSent(OrderId Order, SentRequest Request, string Text) : BrokerReport;

    /// <summary>It cannot be known whether the request left this machine.</summary>
    public sealed record SendInDoubt(OrderId Order, SentRequest Request, string Text) : BrokerReport;

    /// <summary>The broker's own description of an instrument.</summary>
    public sealed record Described(Instrument Instrument) : BrokerReport;
}
