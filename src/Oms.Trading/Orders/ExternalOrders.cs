using Oms.Trading.Reconciliation;

namespace Oms.Trading.Orders;

/// <summary>Who made an order that is not ours.</summary>
/// <param name="ClientId">The API client; 0 for one that was entered by hand.</param>
/// <param name="OrderId">Its id in that client's id space; zero, or above <see cref="OrderIdMax"/>, when no client can name it.</param>
public sealed record ExternalOwner(int ClientId, int OrderId)
{
    /// <summary>IB writes 2147483647 for orders that no API client owns.</summary>
    private const int OrderIdMax = int.MaxValue;

    public bool HasOrderId => OrderId is not (0 or OrderIdMax);
}

/// <summary>What was filled of an order made elsewhere before it was taken in: the quantity, and the sum of quantity times price.</summary>
public sealed record StrayFill(decimal Quantity, decimal Notional)
{
    public static readonly StrayFill None = new(0, 0);
}

/// <summary>Whether an order was placed here.</summary>
public enum OrderOrigin { Own, External }

/// <summary>
/// Orders that were made elsewhere: by hand in TWS, or by another program. They are taken in as they are shown, so that they count and can
/// be followed; to act on one it must be claimed.
/// </summary>
internal static class ExternalOrders
{
    /// <summary>Takes an order in; no event when its account is not ours or its type has no word here, which a break then says.</summary>
    public static void Adopt(TradingBook book, ShownOrder shown, List<TradingEvent> events)
    {
        if (shown.PermId == 0 || shown is not { OrdType: { } ordType, TimeInForce: { } timeInForce }) return;
        if (!book.Accounts.TryGetValue(shown.Account, out var account)) return;
        var name = $"ext-{shown.PermId}";
        if (book.Orders.ContainsKey(new(name))) return;
        var terms = new OrderTerms(shown.Account, new(name), shown.Symbol, shown.Side, shown.OrderQty, ordType, shown.Price, timeInForce)
        {
            Pricing = shown.Pricing,
        };
        var (filled, notional) = book.FilledBefore(shown.PermId);
        events.Add(new OrderEvent.Adopted(new(name), terms, account.Firm, new(shown.ClientId, shown.OrderId), shown.PermId,
            -1 - book.AdoptedCount, filled, notional, shown.Status));
    }

    /// <summary>Why a request about an order cannot be made through our connection; null when it can.</summary>
    /// <param name="clientId">Our client id; null while no link has said it.</param>
    public static Denial? CannotReach(Order order, int? clientId) => order switch
    {
        { Owner: null } => null,
        { ClaimedBy: null } => new("ORDER_NOT_CLAIMED", "the order was made elsewhere; claim it first"),
        { Owner: { HasOrderId: false } } => new("ORDER_ENTERED_BY_HAND",
            "the order was entered by hand and has no order id; IB lets only TWS itself, or client 0 once the order is bound to it, cancel it"),
        { Owner: { } owner } when owner.ClientId != clientId => new("ORDER_OF_OTHER_CLIENT",
            $"the order belongs to client {owner.ClientId}, we are client {clientId}; IB lets only that client cancel it"),
        _ => null,
    };

    public static Decision Claim(TradingBook book, Command.ClaimOrder claim, List<TradingEvent> events)
    {
        if (book.Orders.GetValueOrDefault(claim.Id) is not { } order || claim.By != Actor.System && order.Firm != claim.By.Firm)
            return new Decision.Denied(new Denial("UNKNOWN_ORDER", $"no order {claim.Id} is known"));
        if (order.Owner is null) return new Decision.Denied(new Denial("ORDER_NOT_EXTERNAL", "the order was placed here"), order);
        if (order.IsClosed) return new Decision.Denied(new Denial("ORDER_CLOSED", $"the order is already {order.Working}"), order);
        if (order.ClaimedBy is { } by && by.Name != claim.By.Name)
            return new Decision.Denied(new Denial("ORDER_CLAIMED", $"the order is claimed by {by.Name}"), order);
        if (order.ClaimedBy is null) events.Add(new OrderEvent.Claimed(order.Id, claim.By));
        return new Decision.Accepted(order);
    }
}
