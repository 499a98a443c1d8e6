using System.Collections.Immutable;
using Oms.Trading;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Server.Orders;

/// <summary>An order as the API shows it.</summary>
internal sealed record OrderResource(
    string Id,
    string ClOrdId,
    string Account,
    string Symbol,
    string? SecType,
    string? Currency,
    Side Side,
    decimal OrderQty,
    OrdType OrdType,
    decimal? Price,
    TimeInForce TimeInForce,
    OrdStatus OrdStatus,
    OrdStatus WorkingStatus,
    PendingRequest? PendingRequest,
    ReplaceTerms? PendingTerms,
    bool InDoubt,
    bool IsOpen,
    decimal CumQty,
    decimal LeavesQty,
    decimal? AvgPx,
    decimal? Commission,
    string? Code,
    string? Text,
    ImmutableArray<Anomaly> Anomalies,
    ImmutableArray<string> Warnings,
    int BrokerOrderId,
    long? PermId,
    string PlacedBy,
    int Version,
    ImmutableArray<string> AllowedActions,
    Instant CreatedAt,
    Instant? AcknowledgedAt,
    Instant? FirstFilledAt,
    Instant? FilledAt,
    Instant? CancelRequestedAt,
    Instant? CanceledAt,
    Instant? RejectedAt,
    Instant? ExpiredAt,
    Instant UpdatedAt,
    long Seq)
{
    /// <param name="instrument">Null when it is no longer listed; then its type and currency are unknown.</param>
    public static OrderResource From(Order order, Instrument? instrument, long seq) => new(
        order.Id.Value,
        order.Terms.ClOrdId.Value,
        order.Terms.Account.Value,
        order.Terms.Symbol.Value,
        instrument?.SecType,
        instrument?.Currency,
        order.Terms.Side,
        order.Terms.OrderQty,
        order.Terms.OrdType,
        order.Terms.Price,
        order.Terms.TimeInForce,
        order.OrdStatus,
        order.Working,
        order.Pending,
        order.PendingTerms,
        order.InDoubt,
        !order.IsClosed,
        order.CumQty,
        order.LeavesQty,
        order.AvgPx,
        order.Commission,
        order.Code,
        order.Text,
        order.Anomalies,
        order.Warnings,
        order.BrokerOrderId,
        order.PermId,
        order.PlacedBy.Name,
        order.Version,
        Actions(order),
        order.Times.Created,
        order.Times.Acknowledged,
        order.Times.FirstFilled,
        order.Times.Filled,
        order.Times.CancelRequested,
        order.Times.Canceled,
        order.Times.Rejected,
        order.Times.Expired,
        order.Times.Updated,
        seq);

    private static ImmutableArray<string> Actions(Order order)
    {
        var actions = ImmutableArray.CreateBuilder<string>(2);
        if (OrderRules.CannotCancel(order) is null && order.Pending is not Trading.Orders.PendingRequest.Cancel) actions.Add("Cancel");
        if (OrderRules.CannotReplace(order, null) is null) actions.Add("Replace");
        return actions.ToImmutable();
    }
}
