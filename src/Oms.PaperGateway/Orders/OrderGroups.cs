using Oms.PaperGateway.Books;

namespace Oms.PaperGateway.Orders;

/// <summary>Orders that depend on each other: brackets and one-cancels-all groups.</summary>
internal static class OrderGroups
{
    private const int CancelOthers = 1;

    /// <summary>The open children of an order that wait for it.</summary>
    public static IReadOnlyList<PaperOrder> Children(BrokerBooks books, PaperOrder parent) =>
        [.. books.OpenChildrenOf(parent.PermId).Where(o => o.Hold is Hold.Parent or Hold.Transmit)];

    /// <summary>The parent and all its open children, or the order alone.</summary>
    public static IReadOnlyList<PaperOrder> Family(BrokerBooks books, PaperOrder member)
    {
        var root = books.FindByPermId(member.ParentPermId ?? member.PermId);
        var children = books.OpenChildrenOf(member.ParentPermId ?? member.PermId);
        return root is { IsDone: false } ? [root, .. children] : [.. children];
    }

    /// <summary>Who is cancelled or reduced when this order trades: its group, and its siblings in a bracket.</summary>
    public static IReadOnlyList<PaperOrder> OneCancelsOther(BrokerBooks books, PaperOrder order)
    {
        IEnumerable<PaperOrder> siblings = order.ParentPermId is { } parent ? books.OpenChildrenOf(parent) : [];
        var isGrouped = order.Terms.OcaGroup.Length > 0;
        IEnumerable<PaperOrder> group = isGrouped ? books.OpenOrders.Where(o => AreGrouped(o, order)) : [];
        return [.. siblings.Concat(group).Where(o => o.PermId != order.PermId).DistinctBy(o => o.PermId)];
    }

    /// <summary>Types 2 and 3, and the default of brackets, reduce the others by what was filled.</summary>
    public static bool IsReducing(PaperOrder order) => order.Terms.OcaType is not CancelOthers;

    private static bool AreGrouped(PaperOrder a, PaperOrder b) =>
        a.Terms.OcaGroup == b.Terms.OcaGroup && a.Terms.Account == b.Terms.Account;
}
