using Oms.PaperGateway.Books;

namespace Oms.PaperGateway.Orders;

/// <summary>Orders that depend on each other: brackets and one-cancels-all groups.</summary>
internal static class OrderGroups
{
    private const int CancelOthers = 1;

    /// <summary>The open children of an order that wait for it.</summary>
    public static IReadOnlyList<PaperOrder> Children(BrokerBooks books, PaperOrder parent) =>
        [.. books.OpenOrders.Where(o => o.ParentPermId == parent.PermId && o.Hold is (Hold.Parent or Hold.Transmit))];

    /// <summary>The parent and all its open children, or the order alone.</summary>
    public static IReadOnlyList<PaperOrder> Family(BrokerBooks books, PaperOrder member)
    {
        var root = member.ParentPermId ?? member.PermId;
        return [.. books.OpenOrders.Where(o => o.PermId == root || o.ParentPermId == root)];
    }

    /// <summary>Who is cancelled or reduced when this order trades: its group, and its siblings in a bracket.</summary>
    public static IReadOnlyList<PaperOrder> OneCancelsOther(BrokerBooks books, PaperOrder order) =>
        [.. books.OpenOrders.Where(o => o.PermId != order.PermId && AreTied(o, order))];

    /// <summary>Types 2 and 3, and the default of brackets, reduce the others by what was filled.</summary>
    public static bool IsReducing(PaperOrder order) => order.Terms.OcaType is not CancelOthers;

    private static bool AreTied(PaperOrder a, PaperOrder b) =>
        (a.ParentPermId is { } parent && parent == b.ParentPermId)
        || (a.Terms.OcaGroup.Length > 0 && a.Terms.OcaGroup == b.Terms.OcaGroup && a.Terms.Account == b.Terms.Account);
}
