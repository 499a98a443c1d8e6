namespace Oms.Trading.Orders;

/// <summary>
/// Orders that were closed before a moment left the book; what stays of them is that their clOrdIds and executions are known. The journal
/// and the read model keep all of them.
/// </summary>
public sealed record OrdersRetired(Instant Before) : TradingEvent
{
    public override string Subject => "book";
}

/// <summary>
/// When closed orders leave the book, so that a start, a snapshot and the memory of the engine are as large as the last days and not as
/// the whole past. It is an event like any other: a replay forgets the same at the same place.
/// </summary>
internal static class Retirement
{
    /// <summary>Longer than the broker corrects fills, which finds the order by its fill.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(8);

    private const int SweepsInThat = 8;

    /// <summary>
    /// Decides once a day at most, and only when there is something to forget; not around the broker's restart, whose report is about the
    /// orders that rested when it began.
    /// </summary>
    public static void Decide(TradingBook book, Instant now, List<TradingEvent> events)
    {
        var before = now - book.OrdersKeptFor;
        if (book.Day.Freeze is not null || before - book.RetiredBefore < book.OrdersKeptFor / SweepsInThat || !book.Retiring(before).Any()) return;
        events.Add(new OrdersRetired(before));
    }

    /// <summary>
    /// Whether nothing can be said of an order any more: it is closed, quiet, placed here, and no difference with the broker is open about it.
    /// The orders of a list go together, so this is asked of each.
    /// </summary>
    public static bool IsOver(Order order, Instant before, IReadOnlySet<OrderId> disputed) =>
        order is { IsClosed: true, Owner: null } && order.Times.Updated < before && !disputed.Contains(order.Id);
}
