using Oms.Trading.Risk;

namespace Oms.Trading.Orders;

/// <summary>
/// What must hold within an order list, whatever happened to one of its orders. The broker keeps most of it by itself (parent ids, OCA
/// groups); here it is looked after, and made true where the broker did not: a child never works more than its parent filled, the siblings
/// of a filled leg go, and a position that lost its protection is flagged.
/// </summary>
internal static class ListRules
{
    // No price or limit was used: the change makes less of what was judged already.
    private static readonly RiskEvidence NotJudged = new(null, null, null, null, 0);

    /// <summary>What follows for the rest of the list from the change that left <paramref name="order"/> as it is.</summary>
    public static void Follow(TradingBook book, Order order, ListLink link, List<TradingEvent> events)
    {
        var members = book.FindList(link.List);
        foreach (var id in members)
        {
            var member = book.Orders[id];
            if (member.IsClosed) continue;
            if (MustGo(book, member, members)) Cancel(member, events);
            else if (Allowed(book, member) is { } allowed && allowed < member.Terms.OrderQty) Reduce(member, allowed, events);
        }

        foreach (var id in members)
        {
            Protect(book, book.Orders[id], members, events);
            FlagOrphan(book, book.Orders[id], members, events);
        }
    }

    /// <summary>Whether this event can make something untrue in its list. Answers of the broker to our own corrections cannot.</summary>
    public static bool IsCause(TradingEvent e) => e is OrderEvent.Traded or OrderEvent.TradeCorrected or OrderEvent.Canceled
        or OrderEvent.Expired or OrderEvent.Rejected or OrderEvent.Acknowledged or OrderEvent.Confirmed or OrderEvent.Replaced
        or OrderEvent.Restated;

    // A child without a parent that can still fill it, a parent without the stop that it was placed with, a sibling of a filled leg.
    private static bool MustGo(TradingBook book, Order member, IReadOnlyList<OrderId> members)
    {
        if (ParentOf(book, member) is { IsClosed: true, CumQty: 0 }) return true;
        if (member.List is { Leg: ListLeg.Parent, Type: ContingencyType.Bracket } && member.CumQty == 0
            && members.Any(id => book.Orders[id] is { List.Leg: ListLeg.StopLoss, Working: OrdStatus.Rejected })) return true;
        return member.List is { IsExclusive: true } && members.Any(id => id != member.Id
            && book.Orders[id] is { List.IsExclusive: true, Working: OrdStatus.Filled });
    }

    // As long as the parent works its child waits with the quantity it has; then what the parent filled is all there is to work.
    private static decimal? Allowed(TradingBook book, Order member) => ParentOf(book, member) switch
    {
        { IsClosed: true } parent => Share(book, parent, member),
        { Pending: null, InDoubt: false, List.Type: ContingencyType.Bracket } parent when parent.Terms.OrderQty < member.Terms.OrderQty =>
            parent.Terms.OrderQty,
        _ => null,
    };

    // A bracket's exits have the quantity of the entry; another child gets the same share of its own, in whole lots.
    private static decimal Share(TradingBook book, Order parent, Order child)
    {
        if (parent.CumQty >= parent.Terms.OrderQty) return child.Terms.OrderQty;
        if (child.AskedTerms.OrderQty == parent.AskedTerms.OrderQty) return parent.CumQty;
        var share = child.AskedTerms.OrderQty * parent.CumQty / parent.AskedTerms.OrderQty;
        var lot = book.Instruments[child.Terms.Symbol].LotSize;
        return lot > 0 ? decimal.Floor(share / lot) * lot : share;
    }

    private static Order? ParentOf(TradingBook book, Order member) => member.List?.Parent is { } id ? book.Orders[id] : null;

    private static void Cancel(Order order, List<TradingEvent> events)
    {
        if (order.Pending is not PendingRequest.Cancel) events.Add(new OrderEvent.CancelRequested(order.Id, Actor.System));
    }

    private static void Reduce(Order order, decimal quantity, List<TradingEvent> events)
    {
        if (quantity <= order.CumQty) Cancel(order, events);
        else if (OrderRules.CannotReplace(order, null) is null)
            events.Add(new OrderEvent.ReplaceRequested(order.Id, ReplaceTerms.Of(order.Terms) with { OrderQty = quantity }, NotJudged, Actor.System));
    }

    private static void FlagOrphan(TradingBook book, Order leg, IReadOnlyList<OrderId> members, List<TradingEvent> events)
    {
        if (leg is not { IsClosed: false, List.Type: ContingencyType.OCO } || leg.Anomalies.Contains(Anomaly.OrphanLeg)) return;
        if (members.All(id => id == leg.Id || book.Orders[id].Working is OrdStatus.Rejected))
            events.Add(new OrderEvent.AnomalyFlagged(leg.Id, Anomaly.OrphanLeg, "the broker refused the other legs"));
    }

    // What the entry opened and no exit has closed needs an open exit; a stop that was placed with it must be one of them.
    private static void Protect(TradingBook book, Order parent, IReadOnlyList<OrderId> members, List<TradingEvent> events)
    {
        if (parent.List is not { Leg: ListLeg.Parent, Type: ContingencyType.Bracket } || parent.CumQty == 0
            || parent.Anomalies.Contains(Anomaly.NakedPosition)) return;
        var exits = members.Select(id => book.Orders[id]).Where(order => order.Id != parent.Id).ToList();
        var held = parent.CumQty - exits.Sum(exit => exit.CumQty);
        if (held <= 0) return;
        var isProtected = exits.Any(exit => exit.List is { Leg: ListLeg.StopLoss })
            ? exits.Any(exit => exit is { IsClosed: false, List.Leg: ListLeg.StopLoss })
            : exits.Any(exit => !exit.IsClosed);
        if (!isProtected)
            events.Add(new OrderEvent.AnomalyFlagged(parent.Id, Anomaly.NakedPosition, $"{held:0.##########} {parent.Terms.Symbol} have no exit"));
    }
}
