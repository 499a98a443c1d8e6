using System.Collections.Immutable;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Storage.ReadModel;

/// <summary>A part of a list; the cursor leads to the next part, and is null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>An order as the events up to <see cref="UpdatedSeq"/> left it.</summary>
public sealed record OrderView(Order Order, long CreatedSeq, long UpdatedSeq);

/// <summary>A fill with its cost; without order ids when the order was not ours.</summary>
/// <param name="CorrectedBy">The fill that stands in its place since the broker corrected it; it counts no more.</param>
public sealed record ExecutionView(
    Execution Execution, OrderId? OrderId, ClOrdId? ClOrdId, FirmId Firm, decimal? Commission, string? CommissionCurrency, Instant BookedAt,
    long Seq, ExecId? CorrectedBy);

/// <summary>A position and the firm whose account holds it.</summary>
public sealed record PositionView(Position Position, FirmId Firm, long UpdatedSeq);

/// <summary>An account, its own kill switch where one was ever set, and how many of its orders are open.</summary>
public sealed record AccountView(Account Account, KillSwitch? KillSwitch, long OpenOrders);

/// <summary>A kill switch; a null account is the whole firm.</summary>
public sealed record KillSwitchView(AccountId? Account, KillSwitch Switch);

/// <summary>What was refused by us, and why: a placement with its <see cref="Terms"/>, or a change with its <see cref="Replace"/>.</summary>
public sealed record DenialView(
    long Seq, Instant At, OrderId OrderId, FirmId Firm, AccountId Account, ClOrdId ClOrdId, Symbol Symbol, OrderTerms? Terms,
    ReplaceTerms? Replace, ImmutableArray<Denial> Denials, string By);

/// <summary>An act that was kept for later questions.</summary>
public sealed record AuditView(
    long Seq, Instant At, FirmId Firm, string By, string Action, string Target, string Detail, string? Address);

/// <summary>Where the link to the broker stood last; the detail is its endpoint, or why it went down.</summary>
public sealed record BrokerLinkView(LinkState State, string Detail, Instant At, long Seq);

/// <summary>A difference with the broker as the events up to <see cref="UpdatedSeq"/> left it.</summary>
public sealed record BreakView(Break Break, long OpenedSeq, long UpdatedSeq);

/// <summary>A round that left a trace.</summary>
public sealed record RoundView(long Seq, Instant At, ReconciliationEvent.RoundFinished Round);

/// <summary>What a planned restart of the broker did.</summary>
public sealed record NightReportView(long Seq, NightReport Report);

/// <summary>Which orders by their state.</summary>
public enum OrderScope { All, Open, Closed }

/// <summary>Which orders, newest first.</summary>
public sealed record OrderQuery(AccountId? Account = null, Symbol? Symbol = null, OrderScope Scope = OrderScope.All,
    string? Cursor = null, int Limit = ReadModelStore.PageDefault, ListId? List = null);

/// <summary>Which fills, newest first.</summary>
public sealed record ExecutionQuery(AccountId? Account = null, Symbol? Symbol = null, OrderId? OrderId = null,
    string? Cursor = null, int Limit = ReadModelStore.PageDefault);

/// <summary>Which denials, newest first.</summary>
public sealed record DenialQuery(AccountId? Account = null, Symbol? Symbol = null, string? Cursor = null,
    int Limit = ReadModelStore.PageDefault);

/// <summary>Which breaks, newest first; null for open and ended ones alike.</summary>
public sealed record BreakQuery(AccountId? Account = null, bool? IsOpen = null, string? Cursor = null, int Limit = ReadModelStore.PageDefault);

/// <summary>Which acts, newest first.</summary>
public sealed record AuditQuery(string? By = null, string? Action = null, string? Target = null, string? Cursor = null,
    int Limit = ReadModelStore.PageDefault);
