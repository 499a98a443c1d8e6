using System.Collections.Immutable;

namespace Oms.Trading.Orders;

/// <summary>Our id of an order list (FIX tag 66), unique for ever; it is the broker's OCA group as well.</summary>
public readonly record struct ListId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>How the orders of a list depend on each other (FIX tag 1385).</summary>
public enum ContingencyType
{
    /// <summary>One cancels the other: what one fills, the others lose.</summary>
    OCO,

    /// <summary>One triggers the other: the child waits for its parent's fill.</summary>
    OTO,

    /// <summary>An entry that triggers a profit target, a protective stop, or both; of these one cancels the other.</summary>
    Bracket,
}

/// <summary>What an order is to its list.</summary>
public enum ListLeg { Parent, Child, TakeProfit, StopLoss, Leg }

/// <summary>An order's place in its list.</summary>
/// <param name="Parent">The order whose fills it waits for; null for parents and for the legs of an OCO.</param>
/// <param name="ParentBrokerOrderId">The broker's id of that order.</param>
/// <param name="IsLast">Whether the list is complete at the broker with this order: it transmits the ones before it.</param>
public sealed record ListLink(
    ListId List, ContingencyType Type, ListLeg Leg, OrderId? Parent, int? ParentBrokerOrderId, bool IsLast)
{
    /// <summary>Whether the broker is to let its fills reduce or cancel its siblings.</summary>
    public bool IsExclusive => Leg is ListLeg.Leg or ListLeg.TakeProfit or ListLeg.StopLoss;
}

/// <summary>One order of a list that is to be placed.</summary>
public sealed record ListedOrder(OrderId Id, OrderTerms Terms);

/// <summary>What a list must be, whatever the market does.</summary>
public static class ListTerms
{
    public const int LegsMax = 10;

    /// <summary>The first fault of the list as a whole; null when there is none.</summary>
    public static Denial? Fault(ContingencyType type, ImmutableArray<OrderTerms> legs)
    {
        if (legs.Length < 2) return Invalid("a list has at least two orders");
        if (legs.Length > LegsMax) return Invalid($"a list has at most {LegsMax} orders");
        var first = legs[0];
        if (legs.Any(leg => leg.Account != first.Account)) return Invalid("all orders of a list are of one account");
        if (legs.Any(leg => leg.Symbol != first.Symbol)) return Invalid("all orders of a list are of one symbol");
        if (legs.Select(leg => leg.ClOrdId).Distinct().Count() < legs.Length) return Invalid("each order of a list has a clOrdId of its own");
        return type switch
        {
            ContingencyType.OCO => null,
            ContingencyType.OTO => legs.Length == 2 ? null : Invalid("an OTO is a parent and a child"),
            _ => BracketFault(first, legs[1..]),
        };
    }

    /// <summary>What the order at <paramref name="index"/> is to its list.</summary>
    public static ListLeg LegOf(ContingencyType type, OrderTerms terms, int index) => (type, index) switch
    {
        (ContingencyType.OCO, _) => ListLeg.Leg,
        (_, 0) => ListLeg.Parent,
        (ContingencyType.OTO, _) => ListLeg.Child,
        _ => terms.OrdType.IsProtective() ? ListLeg.StopLoss : ListLeg.TakeProfit,
    };

    private static Denial? BracketFault(OrderTerms entry, ImmutableArray<OrderTerms> exits)
    {
        if (exits.Length > 2) return Invalid("a bracket is an entry, a profit target and a protective stop");
        if (exits.Any(exit => exit.Side is Side.Buy == (entry.Side is Side.Buy))) return Invalid("the exits of a bracket are on the other side");
        if (exits.Any(exit => exit.OrderQty != entry.OrderQty)) return Invalid("the exits of a bracket have the quantity of its entry");
        if (exits.Count(exit => exit.OrdType.IsProtective()) > 1) return Invalid("a bracket has one protective stop");
        return exits.Count(exit => !exit.OrdType.IsProtective()) > 1 ? Invalid("a bracket has one profit target") : null;
    }

    private static Denial Invalid(string detail) => new("LIST_INVALID", detail, "orders");
}
