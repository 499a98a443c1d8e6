using System.Collections.Immutable;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Engine;

/// <summary>Where people and programs hand in commands. The desk adds what a decision needs to know, queues, and awaits the answer.</summary>
public sealed class TradingDesk(Sequencer sequencer, QuoteBoard quotes, ReferenceData reference, TimeProvider clock)
{
    private static readonly Denial Busy = new("DESK_BUSY", "too many commands wait; nothing was done, try again");

    public Task<Answer> PlaceAsync(OrderTerms terms, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.PlaceOrder(new(NewId()), terms, MarketFor(terms.Account, terms.Symbol), by), ct);

    /// <param name="legs">At least one; all of one account and symbol, which the decision checks.</param>
    public Task<Answer> PlaceListAsync(ContingencyType type, ImmutableArray<OrderTerms> legs, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.PlaceList(new(NewId()), type, [.. legs.Select(terms => new ListedOrder(new(NewId()), terms))],
            MarketFor(legs[0].Account, legs[0].Symbol), by), ct);

    public Task<Answer> PreviewAsync(OrderTerms terms, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.PreviewOrder(terms, MarketFor(terms.Account, terms.Symbol), by), ct);

    public Task<Answer> CancelAsync(OrderId id, Actor by, CancellationToken ct) => SubmitAsync(new Command.CancelOrder(id, by), ct);

    public Task<Answer> CancelAllAsync(AccountId account, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.CancelAll(account, by), ct);

    public Task<Answer> ReplaceAsync(Order order, ReplaceTerms terms, int? version, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.ReplaceOrder(order.Id, terms.OrderQty, terms.Price, version,
            MarketFor(order.Terms.Account, order.Terms.Symbol), by)
        { Pricing = terms.Pricing }, ct);

    public Task<Answer> OpenAccountAsync(Account account, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.OpenAccount(account, by), ct);

    public Task<Answer> SetLimitsAsync(AccountId account, RiskLimits limits, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.SetRiskLimits(account, limits, by), ct);

    public Task<Answer> SetKillSwitchAsync(FirmId firm, AccountId? account, bool on, string reason, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.SetKillSwitch(firm, account, on, reason, by), ct);

    public Task<Answer> ListInstrumentsAsync(ImmutableArray<Instrument> instruments, Actor by, CancellationToken ct) =>
        SubmitAsync(new Command.ListInstruments(instruments, by), ct);

    public Task<Answer> AuditAsync(AuditEvent e, CancellationToken ct) => SubmitAsync(new Command.Audit(e), ct);

    /// <summary>The prices that a decision about this account and symbol would use now.</summary>
    public MarketView MarketFor(AccountId account, Symbol symbol) =>
        reference.Find(symbol) is { } instrument && reference.Find(account) is { } known
            ? new(quotes.Find(symbol), Rate(instrument.Currency, known.Currency))
            : MarketView.Unknown;

    private string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    // The caller may give up waiting; the command stays in the line, and its clOrdId finds it again.
    private async Task<Answer> SubmitAsync(Command command, CancellationToken ct) =>
        sequencer.TrySubmit(command, out var answer)
            ? await answer.WaitAsync(ct)
            : new(new Decision.Denied(sequencer.StopReason is { } reason ? new Denial("ENGINE_STOPPED", reason) : Busy), 0);

    private decimal? Rate(string from, string to)
    {
        if (from == to) return 1;
        if (quotes.Find(new($"{from}.{to}"))?.Mark is { } direct) return direct;
        return quotes.Find(new($"{to}.{from}"))?.Mark is { } inverse && inverse != 0 ? 1 / inverse : null;
    }
}
