using System.Collections.Immutable;
using Oms.Trading.Risk;

namespace Oms.Trading.Orders;

/// <summary>
/// What can happen to an order. These records are the storage format of the journal: types and optional fields may be added;
/// nothing is ever renamed, changed or used for something else.
/// </summary>
public abstract record OrderEvent(OrderId Id) : TradingEvent
{
    public override string Subject => Id.Value;

    /// <summary>We accept the order and may send it as <see cref="BrokerOrderId"/> from now on; what the decision saw is kept with it.</summary>
    public sealed record Placed(OrderId Id, OrderTerms Terms, FirmId Firm, int BrokerOrderId, RiskEvidence Evidence, Actor By)
        : OrderEvent(Id)
    {
        /// <summary>Its place in an order list; null for an order that stands alone.</summary>
        public ListLink? List { get; init; }
    }

    /// <summary>We refused it. Nothing was sent, nothing will be.</summary>
    public sealed record Denied(OrderId Id, OrderTerms Terms, FirmId Firm, ImmutableArray<Denial> Denials, Actor By) : OrderEvent(Id);

    /// <summary>The broker has it.</summary>
    public sealed record Acknowledged(OrderId Id, long? PermId, string BrokerStatus) : OrderEvent(Id)
    {
        /// <summary>The message that settled a doubt; null when there was none.</summary>
        public string? Evidence { get; init; }
    }

    /// <summary>A fill.</summary>
    public sealed record Traded(OrderId Id, Execution Execution, Anomaly? Anomaly) : OrderEvent(Id)
    {
        /// <summary>Where the fill was seen while the order was in doubt; null when it was not.</summary>
        public string? Evidence { get; init; }
    }

    /// <summary>
    /// The broker says that a fill was otherwise: <see cref="Was"/> is taken back, <see cref="Execution"/> stands in its place; with a
    /// quantity of zero nothing does. <see cref="CommissionWas"/> is what the old fill had cost, taken back with it.
    /// </summary>
    public sealed record TradeCorrected(OrderId Id, Execution Was, Execution Execution, Commission? CommissionWas) : OrderEvent(Id);

    /// <summary>What a fill cost is now known.</summary>
    public sealed record CommissionBooked(OrderId Id, ExecId ExecId, Commission Commission) : OrderEvent(Id);

    /// <summary>Someone wants it off the market; the broker is asked.</summary>
    public sealed record CancelRequested(OrderId Id, Actor By) : OrderEvent(Id);

    /// <summary>The broker would not cancel it.</summary>
    public sealed record CancelRejected(OrderId Id, string Code, string Text) : OrderEvent(Id);

    /// <summary>Someone wants other terms; the broker is asked. Until it confirms, the old terms hold.</summary>
    public sealed record ReplaceRequested(OrderId Id, ReplaceTerms Terms, RiskEvidence Evidence, Actor By) : OrderEvent(Id);

    /// <summary>A change was refused by us. The order lives on as it was.</summary>
    public sealed record ReplaceDenied(OrderId Id, ReplaceTerms Terms, ImmutableArray<Denial> Denials, Actor By) : OrderEvent(Id);

    /// <summary>The broker works it on the new terms.</summary>
    public sealed record Replaced(OrderId Id, ReplaceTerms Terms) : OrderEvent(Id)
    {
        public string? Evidence { get; init; }
    }

    /// <summary>The broker works it on other terms than we hold, unasked: changed at its own terminal, or reduced with its list.</summary>
    public sealed record Restated(OrderId Id, ReplaceTerms Terms, string BrokerStatus) : OrderEvent(Id);

    /// <summary>The broker would not change it; the old order lives.</summary>
    public sealed record ReplaceRejected(OrderId Id, string Code, string Text) : OrderEvent(Id);

    /// <summary>Off the market.</summary>
    public sealed record Canceled(OrderId Id, string Text) : OrderEvent(Id)
    {
        public string? Evidence { get; init; }
    }

    /// <summary>Its time in force ran out.</summary>
    public sealed record Expired(OrderId Id, string Text) : OrderEvent(Id)
    {
        public string? Evidence { get; init; }
    }

    /// <summary>The broker refused it, or provably never had it.</summary>
    public sealed record Rejected(OrderId Id, string Code, string Text) : OrderEvent(Id)
    {
        public string? Evidence { get; init; }
    }

    /// <summary>
    /// It provably never arrived, and its account's policy says to send it once more. <see cref="BrokerOrderId"/> is its id from now on.
    /// </summary>
    public sealed record Resent(OrderId Id, int BrokerOrderId, string Evidence) : OrderEvent(Id);

    /// <summary>
    /// An order that was made elsewhere is followed from now on. <see cref="BrokerOrderId"/> is a negative number of ours, unlike any id of an
    /// order that we sent.
    /// </summary>
    public sealed record Adopted(
        OrderId Id, OrderTerms Terms, FirmId Firm, ExternalOwner Owner, long PermId, int BrokerOrderId, decimal CumQty, decimal Notional,
        string BrokerStatus) : OrderEvent(Id);

    /// <summary>Somebody here looks after an order that was made elsewhere.</summary>
    public sealed record Claimed(OrderId Id, Actor By) : OrderEvent(Id);

    /// <summary>A person has looked, or what did not fit fits again.</summary>
    public sealed record AnomalyCleared(OrderId Id, Anomaly Anomaly, string Reason) : OrderEvent(Id);

    /// <summary>From now on we do not know what the broker holds of it.</summary>
    public sealed record DoubtRaised(OrderId Id, string Reason) : OrderEvent(Id);

    /// <summary>The broker showed it again, as we hold it.</summary>
    public sealed record Confirmed(OrderId Id, string Evidence) : OrderEvent(Id);

    /// <summary>The broker said something that is no refusal and no fill.</summary>
    public sealed record WarningNoted(OrderId Id, string Code, string Text) : OrderEvent(Id)
    {
        public string Remark => $"{Code} {Text}";
    }

    /// <summary>A fact other than a trade did not fit.</summary>
    public sealed record AnomalyFlagged(OrderId Id, Anomaly Anomaly, string Text) : OrderEvent(Id);
}
