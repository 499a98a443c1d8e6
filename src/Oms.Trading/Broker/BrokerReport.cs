using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Trading.Broker;

/// <summary>Which order a report is about: our reference where the broker echoes it, else the broker's id of it on our own client.</summary>
public readonly record struct OrderKey(OrderId? Reference, int? BrokerOrderId);

/// <summary>What the broker, or the link to it, tells. Reports are facts: they are booked, late and odd ones too.</summary>
public abstract record BrokerReport : BookInput
{
    private BrokerReport() { }

    /// <summary>Connected; now everything that the broker holds is read. Order ids from <see cref="NextOrderId"/> are free there.</summary>
    public sealed record LinkUp(string Endpoint, int NextOrderId) : BrokerReport;

    /// <summary>Everything that the broker holds has been reported; what it did not show, it does not have.</summary>
    public sealed record Synchronized : BrokerReport;

    /// <summary>The link is gone.</summary>
    public sealed record LinkDown(string Reason) : BrokerReport;

    /// <summary>The broker has the order, on these terms.</summary>
    public sealed record Acknowledged(OrderKey Order, long? PermId, string BrokerStatus, decimal? OrderQty, decimal? Price) : BrokerReport
    {
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
