using Oms.Engine;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Tws;
using Oms.Tws.Replies;
using Commission = Oms.Trading.Orders.Commission;
using Side = Oms.Trading.Orders.Side;

namespace Oms.InteractiveBrokers;

/// <summary>
/// TWS messages as reports. Fills come from execDetails alone; status texts never invent one. An orderStatus that ends an order is held until
/// the message after it, which may say why.
/// </summary>
internal sealed class ReportTranslator(int clientId, ReferenceData reference, TimeProvider clock)
{
    private readonly HashSet<int> _refused = [];
    private OrderStatus? _held;

    /// <summary>True while an order's end waits for its reason.</summary>
    public bool IsHolding => _held is not null;

    /// <summary>The reports that one message means, none for most.</summary>
    public IEnumerable<BrokerReport> Translate(TwsReply reply)
    {
        if (_held is { } held && reply is ErrMsg { ErrorCode: IbCodes.OrderCanceled } why && why.Id == held.OrderId)
        {
            _held = null;
            return [Closed(Own(held.OrderId), why.ErrorMsg)];
        }

        IEnumerable<BrokerReport> reports = reply switch
        {
            OpenOrder open => OnOpenOrder(open),
            OrderStatus status when status.ClientId == clientId => OnOrderStatus(status),
            CompletedOrder completed => OnCompleted(completed),
            ExecDetails fill => [OnExecution(fill)],
            CommissionReport report =>
                [new BrokerReport.Commissioned(new(report.ExecId), new Commission(report.Commission, report.Currency, report.RealizedPnl))],
            ErrMsg error when error.Id is > 0 and < IbSession.RequestIdMin => OnError(error),
            _ => [],
        };
        return _held is { } other && !ReferenceEquals(reply, other) ? [.. Release(), .. reports] : reports;
    }

    /// <summary>Gives up waiting for a reason.</summary>
    public IEnumerable<BrokerReport> Release()
    {
        if (_held is not { } held) return [];
        _held = null;
        return [Closed(Own(held.OrderId), "canceled by the broker without a reason")];
    }

    private IEnumerable<BrokerReport> OnOpenOrder(OpenOrder open)
    {
        if (open.Order.WhatIf || IsEnd(open.State.Status) || open.State.Status is "Filled") return [];
        if (open.State.Status is "Inactive" && _refused.Contains(open.OrderId)) return [];
        var key = Key(open.Order.OrderRef, open.Order.ClientId, open.OrderId, open.Order.PermId);
        return [new BrokerReport.Acknowledged(key, PermId(open.Order.PermId), open.State.Status, open.Order.TotalQuantity, NonZero(open.Order.LmtPrice))
        {
            StopPx = open.Order.OrderType is "STP" or "STP LMT" or "MIT" or "LIT" ? NonZero(open.Order.AuxPrice) : null,
            TrailAmt = IsTrail(open.Order.OrderType) && open.Order.TrailingPercent is null ? NonZero(open.Order.AuxPrice) : null,
            TrailPercent = IsTrail(open.Order.OrderType) ? NonZero(open.Order.TrailingPercent) : null,
            Shown = ShownOrders.From(open, key, reference),
        }];
    }

    // Only the end of an order is read from here: everything else that a status says, openOrder and execDetails say better.
    private IEnumerable<BrokerReport> OnOrderStatus(OrderStatus status)
    {
        if (IsEnd(status.Status) && !_refused.Contains(status.OrderId)) _held = status;
        return [];
    }

    private static IEnumerable<BrokerReport> OnCompleted(CompletedOrder completed)
    {
        var reference = completed.Order.OrderRef.Length > 0 ? new OrderId(completed.Order.OrderRef) : (OrderId?)null;
        var key = new OrderKey(reference, null, PermId(completed.Order.PermId));
        if (completed is { State.Status: "Filled", FilledQuantity: { } quantity }) return [new BrokerReport.Completed(key, quantity)];
        return IsEnd(completed.State.Status) ? [Closed(key, completed.State.CompletedStatus)] : [];
    }

    private BrokerReport.Executed OnExecution(ExecDetails fill)
    {
        var execution = fill.Execution;
        return new(
            Key(execution.OrderRef, execution.ClientId, fill.OrderId, execution.PermId),
            new(
                new(execution.ExecId),
                new(execution.AcctNumber),
                Contracts.SymbolOf(fill.Contract, reference),
                execution.Side is "BOT" ? Side.Buy : Side.Sell,
                execution.Shares,
                execution.Price,
                TwsTime.TryParse(execution.Time, out var time) ? time : Instant.Now(clock),
                execution.Exchange));
    }

    private IEnumerable<BrokerReport> OnError(ErrMsg error)
    {
        var code = $"IB_{error.ErrorCode}";
        var key = Own(error.Id);
        if (error.ErrorCode is IbCodes.OrderCanceled) return [Closed(key, error.ErrorMsg)];
        if (IbCodes.IsNothingToCancel(error.ErrorCode)) return [new BrokerReport.CancelRefused(key, code, error.ErrorMsg, IsGone: true)];
        if (IbCodes.IsCancelRefused(error.ErrorCode)) return [new BrokerReport.CancelRefused(key, code, error.ErrorMsg, IsGone: false)];
        if (IbCodes.IsChangeRefused(error.ErrorCode)) return [new BrokerReport.ChangeRefused(key, code, error.ErrorMsg)];
        if (IbCodes.IsWarning(error.ErrorCode)) return [new BrokerReport.Warned(key, code, error.ErrorMsg)];
        _refused.Add(error.Id);
        return [new BrokerReport.Refused(key, code, error.ErrorMsg)];
    }

    private OrderKey Key(string orderRef, int owner, int orderId, long permId) => new(
        orderRef.Length > 0 ? new OrderId(orderRef) : null,
        owner == clientId && orderId > 0 ? orderId : null,
        PermId(permId));

    private static OrderKey Own(int orderId) => new(null, orderId);

    private static bool IsTrail(string orderType) => orderType is "TRAIL" or "TRAIL LIMIT";

    // TWS fills a price that a type does not use with 0.
    private static decimal? NonZero(decimal? price) => price == 0 ? null : price;

    private static long? PermId(long permId) => permId == 0 ? null : permId;

    private static bool IsEnd(string status) => status is "Cancelled" or "ApiCancelled";

    private static BrokerReport.Closed Closed(OrderKey key, string text) =>
        new(key, text.Contains("expired", StringComparison.OrdinalIgnoreCase), text);
}
