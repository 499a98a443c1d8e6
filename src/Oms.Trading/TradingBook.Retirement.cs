using Oms.Trading.Orders;

namespace Oms.Trading;

public sealed partial class TradingBook
{
    private RetiredIds _retired = RetiredIds.None;

    /// <summary>How long a closed order stays. What was decided holds for a replay, whatever this says then.</summary>
    public TimeSpan OrdersKeptFor { get; init; } = Retirement.KeptFor;

    /// <summary>Orders closed before this moment have left.</summary>
    internal Instant RetiredBefore { get; private set; }

    /// <summary>Whether an order that has left was placed by this id.</summary>
    internal bool HasRetired(AccountId account, ClOrdId clOrdId) => !_retired.IsEmpty && _retired.Contains(RetiredIds.Of(account, clOrdId));

    /// <summary>Whether a fill of an order that has left has this id.</summary>
    internal bool HasRetired(ExecId id) => !_retired.IsEmpty && _retired.Contains(RetiredIds.Of(id));

    /// <summary>The orders that may leave.</summary>
    internal IEnumerable<Order> Retiring(Instant before)
    {
        var disputed = Reconciliation.Open.Select(open => open.Finding.Order).OfType<OrderId>().ToHashSet();
        return _orders.Values.Where(order => order.List is { } link
            ? _lists[link.List].TrueForAll(id => Retirement.IsOver(_orders[id], before, disputed))
            : Retirement.IsOver(order, before, disputed));
    }

    private void Retire(Instant before)
    {
        RetiredBefore = before;
        _corrigible.Forget(before);
        var leaving = Retiring(before).ToDictionary(order => order.Id);
        var executions = _executions.Where(pair => pair.Value is { } id && leaving.ContainsKey(id)).Select(pair => pair.Key).ToList();
        _retired = _retired.With([.. leaving.Values.Select(order => RetiredIds.Of(order.Terms.Account, order.Terms.ClOrdId)), .. executions.Select(RetiredIds.Of)]);
        foreach (var id in executions)
        {
            _executions.Remove(id);
            _commissionsBooked.Remove(id);
        }

        foreach (var order in leaving.Values)
        {
            _orders.Remove(order.Id);
            _byClOrdId.Remove((order.Terms.Account, order.Terms.ClOrdId));
            if (order.List is { } link) _lists.Remove(link.List);
        }

        foreach (var (brokerOrderId, id) in _byBrokerOrderId.Where(pair => leaving.ContainsKey(pair.Value)).ToList()) _byBrokerOrderId.Remove(brokerOrderId);
    }
}
