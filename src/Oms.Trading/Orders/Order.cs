using System.Collections.Immutable;
using System.Diagnostics;

namespace Oms.Trading.Orders;

/// <summary>What is known of one order: a fold over its events, never edited in place.</summary>
public sealed record Order(OrderId Id, OrderTerms Terms, FirmId Firm, int BrokerOrderId, Actor PlacedBy)
{
    /// <summary>Entries kept of each kind of remark; what lies further back is in the journal.</summary>
    private const int RemarksMax = 20;

    /// <summary>Where the order stands, unanswered requests and doubt aside.</summary>
    public OrdStatus Working { get; init; } = OrdStatus.PendingNew;

    public PendingRequest? Pending { get; init; }

    /// <summary>Its place in an order list; null for an order that stands alone.</summary>
    public ListLink? List { get; init; }

    /// <summary>The terms of a replace that the broker has not answered; they outlive a cancel that overtakes it.</summary>
    public ReplaceTerms? PendingTerms { get; init; }

    /// <summary>
    /// The terms of a replace that was not answered when the order was canceled or expired: late fills and answers are about an order of
    /// these terms or of its own. Null again when one of them says of which.
    /// </summary>
    public ReplaceTerms? OvertakenTerms { get; init; }

    /// <summary>True from the moment that the broker may know something else of this order than we do until evidence settles it.</summary>
    public bool InDoubt { get; init; }

    /// <summary>Since when; null while there is no doubt.</summary>
    public Instant? InDoubtSince { get; init; }

    /// <summary>Why the doubt was raised; null while there is none.</summary>
    public string? DoubtReason { get; init; }

    /// <summary>How often it was sent again after it provably had not arrived: never more than once.</summary>
    public int Resends { get; init; }

    /// <summary>The id that it was first sent under; null unless it was sent again.</summary>
    public int? FirstBrokerOrderId { get; init; }

    /// <summary>Who made it, when it was made elsewhere; null for an order of ours.</summary>
    public ExternalOwner? Owner { get; init; }

    /// <summary>Who looks after an order that was made elsewhere.</summary>
    public Actor? ClaimedBy { get; init; }


    public long? PermId { get; init; }
    public decimal CumQty { get; init; }

    /// <summary>Sum of quantity times price over the fills, in the instrument's currency, without its multiplier.</summary>
    public decimal Notional { get; init; }

    /// <summary>What the fills cost so far, in <see cref="CommissionCurrency"/>; null while no report has come.</summary>
    public decimal? Commission { get; init; }
    public string? CommissionCurrency { get; init; }

    /// <summary>Why it was rejected, canceled, or why the last request was.</summary>
    public string? Code { get; init; }
    public string? Text { get; init; }
    public ImmutableArray<Anomaly> Anomalies { get; init; } = [];
    public ImmutableArray<string> Warnings { get; init; } = [];
    public OrderTimes Times { get; init; } = OrderTimes.None;

    /// <summary>The terms as they were first asked for: what a repeated placement is compared with after replaces.</summary>
    public OrderTerms AskedTerms { get; init; } = Terms;

    /// <summary>Counts the events folded in; a caller's If-Match compares it.</summary>
    public int Version { get; init; }

    public OrderOrigin Origin => Owner is null ? OrderOrigin.Own : OrderOrigin.External;
    public bool IsClosed => Working is OrdStatus.Filled or OrdStatus.Canceled or OrdStatus.Rejected or OrdStatus.Expired;
    public decimal LeavesQty => IsClosed ? 0 : Math.Max(0, Terms.OrderQty - CumQty);

    /// <summary>The terms that the last replace ended; null before the first.</summary>
    public ReplaceTerms? ReplacedTerms { get; init; }

    /// <summary>The terms of a replace whose answer has not come, whether the order still works or not.</summary>
    public ReplaceTerms? UnansweredTerms => PendingTerms ?? OvertakenTerms;

    /// <summary>
    /// The most that the broker may fill: an unanswered replace to a larger quantity may be in force there already, so an order that
    /// filled its old quantity meanwhile is not over until the replace is answered.
    /// </summary>
    public decimal WorkableQty => Math.Max(Terms.OrderQty, UnansweredTerms?.OrderQty ?? 0);
    public decimal? AvgPx => CumQty == 0 ? null : Notional / CumQty;

    /// <summary>The one status to report, by FIX precedence: an unanswered request hides the working status, it does not replace it.</summary>
    public OrdStatus OrdStatus => this switch
    {
        { InDoubt: true, Working: OrdStatus.PendingNew } => OrdStatus.InDoubt,
        { Pending: PendingRequest.Cancel } => OrdStatus.PendingCancel,
        { Pending: PendingRequest.Replace } => OrdStatus.PendingReplace,
        _ => Working,
    };

    /// <summary>The first state of an order.</summary>
    public static Order From(OrderEvent.Placed placed, Instant at) =>
        new(placed.Id, placed.Terms, placed.Firm, placed.BrokerOrderId, placed.By)
        {
            List = placed.List,
            Version = 1,
            Times = OrderTimes.None with { Created = at, Updated = at },
        };

    /// <summary>The first state of an order that was made elsewhere; what it filled before we saw it is in the event.</summary>
    public static Order From(OrderEvent.Adopted adopted, Instant at) =>
        new(adopted.Id, adopted.Terms, adopted.Firm, adopted.BrokerOrderId, Actor.System)
        {
            Working = adopted.CumQty > 0 ? OrdStatus.PartiallyFilled : OrdStatus.New,
            Owner = adopted.Owner,
            PermId = adopted.PermId,
            CumQty = adopted.CumQty,
            Notional = adopted.Notional,
            Version = 1,
            Times = OrderTimes.None with { Created = at, Updated = at, Acknowledged = at },
        };

    /// <summary>The next state. Every event has a meaning here; an unknown one is a bug.</summary>
    public Order Apply(OrderEvent e, Instant at) => e switch
    {
        OrderEvent.Acknowledged ack => Acknowledge(ack, at), // The two that every order meets make their next state in one copy.
        OrderEvent.Traded trade => Book(trade, at),
        _ => Settle(Change(e, at), at),
    };

    // FIX: a replace to a quantity at or below what is filled ends the order as filled.
    private Order Settle(Order changed, Instant at)
    {
        var next = changed.Working is not (OrdStatus.Filled or OrdStatus.Rejected) && changed.CumQty >= changed.WorkableQty
            ? changed.Close(OrdStatus.Filled) with { Times = changed.Times with { Filled = changed.Times.Filled ?? at } }
            : changed;
        return next with { Version = Version + 1, Times = next.Times with { Updated = at } };
    }

    private Order Change(OrderEvent e, Instant at) => e switch
    {
        OrderEvent.TradeCorrected correction => Correct(correction),
        OrderEvent.CommissionBooked booked => Charge(booked.Commission),
        OrderEvent.CancelRequested => this with
        {
            Pending = PendingRequest.Cancel,
            Times = Times with { CancelRequested = at },
        },
        OrderEvent.CancelRejected no => this with
        {
            Pending = PendingTerms is null ? null : PendingRequest.Replace,
            Code = no.Code,
            Text = no.Text,
        },
        OrderEvent.ReplaceRequested wish => this with { Pending = PendingRequest.Replace, PendingTerms = wish.Terms },
        OrderEvent.Replaced done => Replace(done),
        OrderEvent.Restated restated => this with { Terms = restated.Terms.Onto(Terms) },
        OrderEvent.ReplaceRejected no => WithoutReplace() with { Code = no.Code, Text = no.Text },
        OrderEvent.ReplaceDenied => this,
        OrderEvent.Canceled canceled => Close(OrdStatus.Canceled) with
        {
            Text = canceled.Text,
            Times = Times with { Canceled = at },
        },
        OrderEvent.Expired expired => Close(OrdStatus.Expired) with { Text = expired.Text, Times = Times with { Expired = at } },
        OrderEvent.Rejected no => Close(OrdStatus.Rejected) with
        {
            Code = no.Code,
            Text = no.Text,
            Times = Times with { Rejected = at },
        },
        OrderEvent.DoubtRaised doubt => this with { InDoubt = true, InDoubtSince = at, DoubtReason = doubt.Reason },
        OrderEvent.Confirmed => WithoutDoubt(),
        OrderEvent.Resent resent => WithoutDoubt() with
        {
            BrokerOrderId = resent.BrokerOrderId,
            FirstBrokerOrderId = FirstBrokerOrderId ?? BrokerOrderId,
            Resends = Resends + 1,
        },
        OrderEvent.Claimed claimed => this with { ClaimedBy = claimed.By },
        OrderEvent.AnomalyCleared cleared => this with { Anomalies = Anomalies.Remove(cleared.Anomaly) },
        OrderEvent.WarningNoted warning => this with { Warnings = Keep(Warnings, warning.Remark) },
        OrderEvent.AnomalyFlagged flag => this with { Anomalies = Keep(Anomalies, flag.Anomaly) },
        _ => throw new UnreachableException($"{nameof(Order)} cannot apply {e.GetType().Name}"),
    };

    private Order Acknowledge(OrderEvent.Acknowledged ack, Instant at) => this with
    {
        Working = Working is OrdStatus.PendingNew ? OrdStatus.New : Working,
        InDoubt = false,
        InDoubtSince = null,
        DoubtReason = null,
        PermId = PermId ?? ack.PermId,
        Version = Version + 1,
        Times = Times with { Updated = at, Acknowledged = Times.Acknowledged ?? at },
    };

    // A trade is a fact: it is booked even when it arrives after a cancel. It does not settle a doubt by itself, unless it fills
    // the order: that the rest still works must be seen at the broker.
    private Order Book(OrderEvent.Traded trade, Instant at)
    {
        var cumQty = CumQty + trade.Execution.LastQty;
        var isFilled = cumQty >= WorkableQty;
        return this with
        {
            // A fill that is first heard of when it has been taken back (quantity zero) leaves the order as it is.
            Working = isFilled ? OrdStatus.Filled : IsClosed || cumQty == 0 ? Working : OrdStatus.PartiallyFilled,
            Pending = isFilled ? null : Pending,
            PendingTerms = isFilled ? null : PendingTerms,
            OvertakenTerms = isFilled ? null : OvertakenTerms,
            InDoubt = InDoubt && !isFilled,
            InDoubtSince = isFilled ? null : InDoubtSince,
            DoubtReason = isFilled ? null : DoubtReason,
            CumQty = cumQty,
            Notional = Notional + trade.Execution.LastQty * trade.Execution.LastPx,
            Anomalies = trade.Anomaly is { } anomaly ? Keep(Anomalies, anomaly) : Anomalies,
            Version = Version + 1,
            Times = Times with
            {
                Updated = at,
                FirstFilled = Times.FirstFilled ?? at,
                Filled = isFilled ? Times.Filled ?? at : Times.Filled,
            },
        };
    }

    private Order Replace(OrderEvent.Replaced done) => WithoutReplace().WithoutDoubt() with
    {
        Terms = done.Terms.Onto(Terms),
        ReplacedTerms = ReplaceTerms.Of(Terms),
    };

    // FIX (execution corrections and busts): quantities follow the corrected fills. IB does not reopen an order whose fill was taken
    // back: one that had filled is over, without having filled.
    private Order Correct(OrderEvent.TradeCorrected correction)
    {
        var (was, now) = (correction.Was, correction.Execution);
        var cumQty = CumQty - was.LastQty + now.LastQty;
        return this with
        {
            CumQty = cumQty,
            Notional = Notional - was.LastQty * was.LastPx + now.LastQty * now.LastPx,
            Commission = correction.CommissionWas is { } cost && cost.Currency == CommissionCurrency ? Commission - cost.Amount : Commission,
            Working = Working switch
            {
                OrdStatus.Filled when cumQty < Terms.OrderQty => OrdStatus.Canceled,
                OrdStatus.PartiallyFilled when cumQty == 0 => OrdStatus.New,
                _ => Working,
            },
            Anomalies = Keep(Anomalies, now.LastQty == 0 ? Anomaly.TradeBusted : Anomaly.TradeCorrected),
        };
    }

    // Money of two currencies is not added: the first one counts, the other is flagged and stays visible with its fill.
    private Order Charge(Commission cost) => CommissionCurrency is null || CommissionCurrency == cost.Currency
        ? this with { Commission = (Commission ?? 0) + cost.Amount, CommissionCurrency = cost.Currency }
        : this with { Anomalies = Keep(Anomalies, Anomaly.CommissionCurrencyDiffers) };

    private Order WithoutDoubt() => this with { InDoubt = false, InDoubtSince = null, DoubtReason = null };

    // The answer to a replace does not answer a cancel that came after it.
    private Order WithoutReplace() =>
        this with { Pending = Pending is PendingRequest.Replace ? null : Pending, PendingTerms = null, OvertakenTerms = null };

    private Order Close(OrdStatus final) =>
        WithoutDoubt() with
        {
            Working = final,
            Pending = null,
            PendingTerms = null,
            OvertakenTerms = final is OrdStatus.Canceled or OrdStatus.Expired ? PendingTerms : null,
        };

    private static ImmutableArray<T> Keep<T>(ImmutableArray<T> remarks, T remark) =>
        remarks.Contains(remark) || remarks.Length >= RemarksMax ? remarks : remarks.Add(remark);
}
