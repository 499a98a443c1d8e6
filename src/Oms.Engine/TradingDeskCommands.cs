using System.Collections.Immutable;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Engine;

/// <summary>The commands by name, for every desk. Ids and prices are left open here: the desk fills them in where it decides.</summary>
public static class TradingDeskCommands
{
    /// <param name="isUrgent">To be sent even right before the broker's planned restart.</param>
    public static Task<Answer> PlaceAsync(
        this ITradingDesk desk, OrderTerms terms, Actor by, CancellationToken ct, bool isUrgent = false) =>
        desk.SubmitAsync(new(new Command.PlaceOrder(new(""), terms, MarketView.Unknown, by) { IsUrgent = isUrgent }, terms.Account, terms.Symbol), ct);

    /// <param name="legs">At least one; all of one account and symbol, which the decision checks.</param>
    public static Task<Answer> PlaceListAsync(
        this ITradingDesk desk, ContingencyType type, ImmutableArray<OrderTerms> legs, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.PlaceList(new(""), type, [.. legs.Select(terms => new ListedOrder(new(""), terms))],
            MarketView.Unknown, by), legs[0].Account, legs[0].Symbol), ct);

    public static Task<Answer> PreviewAsync(this ITradingDesk desk, OrderTerms terms, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.PreviewOrder(terms, MarketView.Unknown, by), terms.Account, terms.Symbol), ct);

    public static Task<Answer> CancelAsync(this ITradingDesk desk, Order order, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.CancelOrder(order.Id, by), order.Terms.Account), ct);

    public static Task<Answer> CancelListAsync(this ITradingDesk desk, ListId id, AccountId account, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.CancelList(id, by), account), ct);

    public static Task<Answer> CancelAllAsync(this ITradingDesk desk, AccountId account, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.CancelAll(account, by), account), ct);

    public static Task<Answer> ReplaceAsync(
        this ITradingDesk desk, Order order, ReplaceTerms terms, int? version, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.ReplaceOrder(order.Id, terms.OrderQty, terms.Price, version, MarketView.Unknown, by)
        {
            Pricing = terms.Pricing,
        }, order.Terms.Account, order.Terms.Symbol), ct);

    public static Task<Answer> OpenAccountAsync(this ITradingDesk desk, Account account, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.OpenAccount(account, by), account.Id), ct);

    public static Task<Answer> SetLimitsAsync(
        this ITradingDesk desk, AccountId account, RiskLimits limits, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.SetRiskLimits(account, limits, by), account), ct);

    public static Task<Answer> SetKillSwitchAsync(
        this ITradingDesk desk, FirmId firm, AccountId? account, bool on, string reason, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.SetKillSwitch(firm, account, on, reason, by), account), ct);

    public static Task<Answer> ListInstrumentsAsync(
        this ITradingDesk desk, ImmutableArray<Instrument> instruments, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.ListInstruments(instruments, by)), ct);

    public static Task<Answer> SetResendPolicyAsync(
        this ITradingDesk desk, AccountId account, bool resendOnce, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.SetResendPolicy(account, resendOnce, by), account), ct);

    public static Task<Answer> ClaimAsync(this ITradingDesk desk, Order order, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.ClaimOrder(order.Id, by), order.Terms.Account), ct);

    public static Task<Answer> RequestRoundAsync(this ITradingDesk desk, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.RequestRound(by)), ct);

    public static Task<Answer> ResolveBreakAsync(
        this ITradingDesk desk, BreakId id, BreakAction action, string reason, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.ResolveBreak(id, action, reason, by)), ct);

    public static Task<Answer> AssignBreakAsync(this ITradingDesk desk, BreakId id, string owner, Actor by, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.AssignBreak(id, owner, by)), ct);

    public static Task<Answer> AuditAsync(this ITradingDesk desk, AuditEvent e, CancellationToken ct) =>
        desk.SubmitAsync(new(new Command.Audit(e)), ct);
}
