using System.Collections.Immutable;
using Oms.Trading.Accounts;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading;

/// <summary>What follows from the wish to place an order list. All of its orders are placed, or none and every reason is told.</summary>
internal static class ListCommands
{
    public static Decision Place(TradingBook book, Command.PlaceList place, Instant now, List<TradingEvent> events)
    {
        ImmutableArray<OrderTerms> legs = [.. place.Orders.Select(order => order.Terms)];
        if (ListTerms.Fault(place.Type, legs) is { } fault) return new Decision.Denied(fault);
        if (CommandRules.AccountOf(book, legs[0].Account, place.By) is not { } account)
            return new Decision.Denied(CommandRules.UnknownAccount(legs[0].Account));
        if (legs.Any(leg => book.Find(leg.Account, leg.ClOrdId) is not null)) return SameRequest(book, place, legs);

        for (var i = 0; i < legs.Length; i++)
            if (book.HasRetired(legs[i].Account, legs[i].ClOrdId)) return new Decision.Denied(CommandRules.Retired(legs[i].ClOrdId) with { Leg = i });

        var contexts = new RiskContext?[legs.Length];
        var denials = ImmutableArray.CreateBuilder<Denial>();
        for (var i = 0; i < legs.Length; i++)
        {
            foreach (var denial in CommandRules.Judge(book, legs[i], account, place.Market, now, out contexts[i]))
                denials.Add(denial with { Leg = i });
        }

        return denials.Count > 0
            ? Deny(place, account, denials.ToImmutable(), events)
            : Accept(book, place, account, contexts, events);
    }

    public static Decision Cancel(TradingBook book, Command.CancelList cancel, List<TradingEvent> events)
    {
        var orders = book.FindList(cancel.Id).Select(id => book.Orders[id]).ToList();
        if (orders.Count == 0 || cancel.By != Actor.System && orders[0].Firm != cancel.By.Firm)
            return new Decision.Denied(new Denial("UNKNOWN_LIST", $"no order list {cancel.Id} is known"));
        foreach (var order in orders.Where(order => order is { IsClosed: false, Pending: not PendingRequest.Cancel }))
            events.Add(new OrderEvent.CancelRequested(order.Id, cancel.By));
        return new Decision.Accepted(Count: events.Count);
    }

    private static Decision.ListPlaced Accept(
        TradingBook book, Command.PlaceList place, Account account, RiskContext?[] contexts, List<TradingEvent> events)
    {
        var parent = place.Type is ContingencyType.OCO ? null : place.Orders[0];
        for (var i = 0; i < place.Orders.Length; i++)
        {
            var (id, terms) = place.Orders[i];
            var isChild = parent is not null && i > 0;
            var link = new ListLink(place.Id, place.Type, ListTerms.LegOf(place.Type, terms, i), isChild ? parent?.Id : null,
                isChild ? book.NextBrokerOrderId : null, i == place.Orders.Length - 1);
            var evidence = contexts[i]?.Evidence ?? throw new InvalidOperationException($"leg {i} of list {place.Id} was not judged");
            events.Add(new OrderEvent.Placed(id, terms, account.Firm, book.NextBrokerOrderId + i, evidence, place.By) { List = link });
        }

        return new(place.Id, [], false); // The book adds the orders once they are made.
    }

    private static Decision.Denied Deny(
        Command.PlaceList place, Account account, ImmutableArray<Denial> denials, List<TradingEvent> events)
    {
        foreach (var (id, terms) in place.Orders) events.Add(new OrderEvent.Denied(id, terms, account.Firm, denials, place.By));
        return new(denials);
    }

    // The clOrdIds of all legs name the request: the same legs in the same kind of list are that list, anything else is a mistake.
    private static Decision SameRequest(TradingBook book, Command.PlaceList place, ImmutableArray<OrderTerms> legs)
    {
        var known = legs.Select(leg => book.Find(leg.Account, leg.ClOrdId)).ToList();
        if (known[0]?.List is { } link && link.Type == place.Type && book.FindList(link.List).Count == legs.Length
            && known.Zip(legs).All(pair => pair.First?.List?.List == link.List && pair.First.AskedTerms == pair.Second))
            return new Decision.ListPlaced(link.List, [.. known.OfType<Order>()], true);
        var reused = known.FindIndex(order => order is not null);
        return new Decision.Denied(
            new Denial("CLORDID_REUSED", $"clOrdId {legs[reused].ClOrdId} belongs to another request", "clOrdId") { Leg = reused });
    }
}
