using Oms.Tws.Requests;

namespace Oms.Tws.Pacing;

/// <summary>Who goes first when requests wait: what reduces risk, then what trades, then what asks.</summary>
internal enum SendPriority
{
    Cancel,
    ProtectiveOrder,
    Order,
    Account,
    Data,
}

internal static class SendPriorities
{
    public const int Count = 5;

    public static SendPriority Of(TwsRequest request) => request switch
    {
        StartApi or CancelOrder or ReqGlobalCancel => SendPriority.Cancel,
        PlaceOrder { Order: var order } => IsProtective(order) ? SendPriority.ProtectiveOrder : SendPriority.Order,
        ReqIds or ReqCurrentTime or ReqManagedAccts
            or ReqOpenOrders or ReqAllOpenOrders or ReqAutoOpenOrders or ReqCompletedOrders or ReqExecutions
            or ReqPositions or CancelPositions or ReqPositionsMulti or CancelPositionsMulti
            or ReqAccountUpdates or ReqAccountUpdatesMulti or CancelAccountUpdatesMulti
            or ReqAccountSummary or CancelAccountSummary
            or ReqPnl or CancelPnl or ReqPnlSingle or CancelPnlSingle => SendPriority.Account,
        _ => SendPriority.Data,
    };

    private static bool IsProtective(TwsOrder order) =>
        order.OrderType.StartsWith("STP", StringComparison.Ordinal)
        || order.OrderType.StartsWith("TRAIL", StringComparison.Ordinal);
}
