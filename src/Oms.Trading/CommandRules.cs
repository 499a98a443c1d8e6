using System.Collections.Immutable;
using System.Diagnostics;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Trading;

/// <summary>What follows from a command. Checks stand in the order in which a caller is told of them.</summary>
internal static class CommandRules
{
    private static readonly Decision.Accepted Done = new();

    public static Decision Decide(TradingBook book, Command command, Instant now, List<TradingEvent> events) => command switch
    {
        Command.PlaceOrder place => Place(book, place, now, events),
        Command.PlaceList place => ListCommands.Place(book, place, now, events),
        Command.PreviewOrder preview => Preview(book, preview, now),
        Command.CancelOrder cancel => Cancel(book, cancel, events),
        Command.CancelList cancel => ListCommands.Cancel(book, cancel, events),
        Command.CancelAll all => CancelAll(book, all, events),
        Command.ReplaceOrder replace => Replace(book, replace, now, events),
        Command.OpenAccount open => OpenAccount(book, open, events),
        Command.SetRiskLimits set => SetLimits(book, set, events),
        Command.SetKillSwitch set => SetKillSwitch(book, set, now, events),
        Command.ListInstruments list => ListInstruments(book, list, events),
        Command.SetResendPolicy set => SetResendPolicy(book, set, events),
        Command.ClaimOrder claim => ExternalOrders.Claim(book, claim, events),
        Command.RequestRound request => ReconciliationRules.RequestRound(book, request, events),
        Command.ResolveBreak resolve => ReconciliationRules.Resolve(book, resolve, events),
        Command.AssignBreak assign => ReconciliationRules.Assign(book, assign, events),
        Command.Audit audit => Record(audit, events),
        _ => throw new UnreachableException($"{command.GetType().Name} is no command"),
    };

    private static Decision Place(TradingBook book, Command.PlaceOrder place, Instant now, List<TradingEvent> events)
    {
        if (AccountOf(book, place.Terms.Account, place.By) is not { } account)
            return new Decision.Denied(UnknownAccount(place.Terms.Account));
        if (book.Find(place.Terms.Account, place.Terms.ClOrdId) is { } earlier)
            return SameRequest(earlier, place.Terms);
        if (book.HasRetired(place.Terms.Account, place.Terms.ClOrdId)) return new Decision.Denied(Retired(place.Terms.ClOrdId));

        var denials = Judge(book, place.Terms, account, place.Market, now, out var context, place.IsUrgent);
        if (context is null || !denials.IsEmpty)
        {
            events.Add(new OrderEvent.Denied(place.Id, place.Terms, account.Firm, denials, place.By));
            return new Decision.Denied(denials);
        }

        events.Add(new OrderEvent.Placed(
            place.Id, place.Terms, account.Firm, book.NextBrokerOrderId, context.Evidence, place.By));
        return Done; // The book adds the order once it is made.
    }

    /// <summary>Everything that speaks against new terms; a context where they make enough sense to be judged against limits.</summary>
    public static ImmutableArray<Denial> Judge(
        TradingBook book, OrderTerms terms, Account account, MarketView market, Instant now, out RiskContext? context, bool isUrgent = false)
    {
        context = null;
        var instrument = book.Instruments.GetValueOrDefault(terms.Symbol);
        var faults = TermsRules.Faults(terms, instrument, now);
        if (!faults.IsEmpty || instrument is null) return faults;
        context = Context(book, terms, account, instrument, market, now) with { IsUrgent = isUrgent };
        return PreTradeRisk.Breaches(context);
    }

    private static Decision Preview(TradingBook book, Command.PreviewOrder preview, Instant now)
    {
        if (AccountOf(book, preview.Terms.Account, preview.By) is not { } account)
            return new Decision.Denied(UnknownAccount(preview.Terms.Account));
        var instrument = book.Instruments.GetValueOrDefault(preview.Terms.Symbol);
        var faults = TermsRules.Faults(preview.Terms, instrument, now);
        if (instrument is null || !faults.IsEmpty) return new Decision.Denied(faults);
        var context = Context(book, preview.Terms, account, instrument, preview.Market, now);
        return new Decision.Previewed(PreTradeRisk.All(context), context.Evidence);
    }

    // A clOrdId names one request for ever: the same terms get the same order, other terms are a mistake of the caller.
    private static Decision SameRequest(Order earlier, OrderTerms terms) => earlier.AskedTerms == terms
        ? new Decision.Replayed(earlier)
        : new Decision.Denied(new Denial("CLORDID_REUSED", $"clOrdId {terms.ClOrdId} belongs to an order with other terms", "clOrdId"), earlier);

    private static Decision Cancel(TradingBook book, Command.CancelOrder cancel, List<TradingEvent> events)
    {
        if (OrderOf(book, cancel.Id, cancel.By) is not { } order) return new Decision.Denied(UnknownOrder(cancel.Id));
        if (OrderRules.CannotCancel(order, book.Day.ClientId) is { } denial) return new Decision.Denied(denial, order);
        if (order.Pending is not PendingRequest.Cancel) events.Add(new OrderEvent.CancelRequested(order.Id, cancel.By));
        return new Decision.Accepted(order);
    }

    private static Decision CancelAll(TradingBook book, Command.CancelAll all, List<TradingEvent> events)
    {
        if (AccountOf(book, all.Account, all.By) is null) return new Decision.Denied(UnknownAccount(all.Account));
        foreach (var id in book.OpenOrders)
        {
            if (book.Orders[id] is { Pending: not PendingRequest.Cancel } order && order.Terms.Account == all.Account
                && OrderRules.CannotCancel(order, book.Day.ClientId) is null)
                events.Add(new OrderEvent.CancelRequested(id, all.By));
        }

        return new Decision.Accepted(Count: events.Count);
    }

    private static Decision Replace(TradingBook book, Command.ReplaceOrder replace, Instant now, List<TradingEvent> events)
    {
        if (OrderOf(book, replace.Id, replace.By) is not { } order) return new Decision.Denied(UnknownOrder(replace.Id));
        if (OrderRules.CannotReplace(order, replace.Version) is { } denial) return new Decision.Denied(denial, order);

        var wish = new ReplaceTerms(replace.OrderQty ?? order.Terms.OrderQty, replace.Price ?? order.Terms.Price)
        {
            Pricing = replace.Pricing is null ? order.Terms.Pricing : (order.Terms.Pricing ?? new()).With(replace.Pricing),
        };
        var terms = wish.Onto(order.Terms);
        var instrument = book.Instruments[terms.Symbol];
        var context = Context(book, terms, book.Accounts[terms.Account], instrument, replace.Market, now);
        var denials = TermsRules.Faults(terms, instrument, now);
        if (denials.IsEmpty) denials = PreTradeRisk.Breaches(context); // The same checks on a change as on a new order.
        if (!denials.IsEmpty)
        {
            events.Add(new OrderEvent.ReplaceDenied(order.Id, wish, denials, replace.By));
            return new Decision.Denied(denials, order);
        }

        events.Add(new OrderEvent.ReplaceRequested(order.Id, wish, context.Evidence, replace.By));
        return new Decision.Accepted(order);
    }

    private static Decision OpenAccount(TradingBook book, Command.OpenAccount open, List<TradingEvent> events)
    {
        if (open.By != Actor.System && open.By.Firm != open.Account.Firm) return new Decision.Denied(UnknownFirm(open.Account.Firm));
        if (book.Accounts.GetValueOrDefault(open.Account.Id) is { } known && known.Firm != open.Account.Firm)
            return new Decision.Denied(new Denial("ACCOUNT_EXISTS", $"account {open.Account.Id} belongs to another firm", "account"));
        if (book.Accounts.GetValueOrDefault(open.Account.Id) != open.Account)
            events.Add(new AccountEvent.Opened(open.Account, open.By));
        return new Decision.Accepted();
    }

    private static Decision SetLimits(TradingBook book, Command.SetRiskLimits set, List<TradingEvent> events)
    {
        if (AccountOf(book, set.Account, set.By) is null) return new Decision.Denied(UnknownAccount(set.Account));
        var limits = set.Limits with { Version = book.LimitsOf(set.Account).Version + 1 };
        if (limits.Restricted.IsDefault) limits = limits with { Restricted = [] };
        events.Add(new AccountEvent.LimitsSet(set.Account, limits, set.By));
        return new Decision.Accepted();
    }

    private static Decision SetKillSwitch(TradingBook book, Command.SetKillSwitch set, Instant now, List<TradingEvent> events)
    {
        if (set.Account is { } id)
        {
            if (AccountOf(book, id, set.By) is not { } account) return new Decision.Denied(UnknownAccount(id));
            events.Add(new AccountEvent.KillSwitchSet(account.Firm, id, new(set.On, set.Reason, set.By, now)));
            return new Decision.Accepted();
        }

        if (set.By != Actor.System && set.By.Firm != set.Firm)
            return new Decision.Denied(UnknownFirm(set.Firm));
        events.Add(new AccountEvent.KillSwitchSet(set.Firm, null, new(set.On, set.Reason, set.By, now)));
        return new Decision.Accepted();
    }

    private static Decision ListInstruments(TradingBook book, Command.ListInstruments list, List<TradingEvent> events)
    {
        foreach (var instrument in list.Instruments)
        {
            if (book.Instruments.GetValueOrDefault(instrument.Symbol) != instrument)
                events.Add(new InstrumentEvent.Listed(instrument));
        }

        return new Decision.Accepted();
    }

    private static Decision SetResendPolicy(TradingBook book, Command.SetResendPolicy set, List<TradingEvent> events)
    {
        if (AccountOf(book, set.Account, set.By) is null) return new Decision.Denied(UnknownAccount(set.Account));
        if (book.ResendsOnce(set.Account) != set.ResendOnce) events.Add(new AccountEvent.ResendPolicySet(set.Account, set.ResendOnce, set.By));
        return new Decision.Accepted();
    }

    private static Decision Record(Command.Audit audit, List<TradingEvent> events)
    {
        events.Add(audit.Event);
        return new Decision.Accepted();
    }

    private static RiskContext Context(
        TradingBook book, OrderTerms terms, Account account, Instrument instrument, MarketView market, Instant now) =>
        new(terms, account, instrument, book.LimitsOf(account.Id), book.KillSwitchOf(account.Firm),
            book.KillSwitchOf(account.Id), book.Link is LinkState.Ready, market, now)
        {
            Freeze = book.Day.Freeze,
            Mode = book.Day.Mode,
        };

    // Another firm's account is answered like one that does not exist: nothing of a firm shows to another.
    public static Account? AccountOf(TradingBook book, AccountId id, Actor by) =>
        book.Accounts.GetValueOrDefault(id) is { } account && (by == Actor.System || account.Firm == by.Firm) ? account : null;

    private static Order? OrderOf(TradingBook book, OrderId id, Actor by) =>
        book.Orders.GetValueOrDefault(id) is { } order && (by == Actor.System || order.Firm == by.Firm) ? order : null;

    /// <summary>A clOrdId of an order that closed so long ago that it has left the book.</summary>
    public static Denial Retired(ClOrdId id) => new("CLORDID_REUSED", $"clOrdId {id} belongs to an order that was closed long ago", "clOrdId");

    public static Denial UnknownAccount(AccountId id) => new("UNKNOWN_ACCOUNT", $"no account {id} is known", "account");

    private static Denial UnknownFirm(FirmId id) => new("FIRM_UNKNOWN", $"no firm {id} is known", "firm");

    private static Denial UnknownOrder(OrderId id) => new("UNKNOWN_ORDER", $"no order {id} is known");
}
