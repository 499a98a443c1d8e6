using Oms.Tws.Requests;

namespace Oms.Tws.Pacing;

/// <summary>The waiting requests, by priority and then by age. Belongs to the sending loop alone.</summary>
internal sealed class SendQueue(TokenBucket bucket, HistoryBudget history)
{
    private static readonly Comparer<PendingSend> ByNumber =
        Comparer<PendingSend>.Create((a, b) => a.Number.CompareTo(b.Number));

    private readonly SortedSet<PendingSend>[] _lanes =
        [.. Enumerable.Range(0, SendPriorities.Count).Select(_ => new SortedSet<PendingSend>(ByNumber))];

    private readonly SortedSet<PendingSend> _history = new(ByNumber);
    private readonly OrderFamilies _families = new();
    private long _lastNumber;
    private int _highestOrderId;

    public int Count => _history.Count + _lanes.Sum(lane => lane.Count);

    /// <summary>When the request that waits longest was queued.</summary>
    public long? OldestQueuedAt => _lanes.Append(_history).Min(lane => lane.Min?.QueuedAt);

    public void Add(PendingSend send)
    {
        send.Number = ++_lastNumber;
        if (send.Request is ReqGlobalCancel) RefuseOrders();
        if (send.Request is CancelHistoricalData cancel && TryRefuseHistory(cancel.ReqId, send)) return;
        // Those of the family that wait already come along, for among themselves nothing overtakes.
        foreach (var elder in _families.Join(send)) Promote(elder, send.Priority);
        if (send.Request is PlaceOrder { OrderId: var id } && id > _highestOrderId)
        {
            _highestOrderId = id;
            PromoteLowerIds(id, send.Priority);
        }

        Lane(send).Add(send);
    }

    /// <summary>The request that goes now; if none may, how long until one might.</summary>
    public PendingSend? Take(out TimeSpan wait)
    {
        for (var priority = SendPriority.Cancel; priority <= SendPriority.Data; priority++)
        {
            while (_lanes[(int)priority].Min is { } send)
            {
                wait = bucket.TimeUntil(Reserve(priority));
                if (wait > TimeSpan.Zero) return null;
                if (TryTake(send)) return send;
            }
        }
        return TakeHistory(out wait);
    }

    public void RefuseAll(string reason)
    {
        foreach (var send in _lanes.Append(_history).SelectMany(lane => lane).ToArray()) Refuse(send, reason);
    }

    // Part of the burst is kept for orders, so that questions never make a cancel wait.
    private int Reserve(SendPriority priority) => priority >= SendPriority.Account ? bucket.Burst / 2 : 0;

    private PendingSend? TakeHistory(out TimeSpan wait)
    {
        wait = Timeout.InfiniteTimeSpan;
        foreach (var send in _history.ToArray())
        {
            var request = (ReqHistoricalData)send.Request;
            var until = history.TimeUntil(request);
            if (until == TimeSpan.Zero) until = bucket.TimeUntil(Reserve(SendPriority.Data));
            if (until > TimeSpan.Zero)
            {
                if (wait == Timeout.InfiniteTimeSpan || until < wait) wait = until;
            }
            else if (TryTake(send))
            {
                history.Spend(request);
                return send;
            }
        }
        return null;
    }

    private bool TryTake(PendingSend send)
    {
        Remove(send);
        if (!send.TryTake()) return false;
        bucket.Take();
        return true;
    }

    private void Promote(PendingSend elder, SendPriority priority)
    {
        if (elder.Priority <= priority) return;
        Lane(elder).Remove(elder);
        elder.Priority = priority;
        Lane(elder).Add(elder);
        if (elder.Request is PlaceOrder place) PromoteLowerIds(place.OrderId, priority);
    }

    // TWS takes new orders in the order of their ids alone: one that is overtaken by a higher id is refused with 103. So a new order that
    // is urgent takes those before it along; only a change of an order that it knows already may overtake.
    private void PromoteLowerIds(int orderId, SendPriority priority)
    {
        for (var lane = priority + 1; lane <= SendPriority.Order; lane++)
        {
            foreach (var send in _lanes[(int)lane].Where(send => send.Request is PlaceOrder place && place.OrderId < orderId).ToArray())
                Promote(send, priority);
        }
    }

    // Sent after the global cancel, these orders would live on.
    private void RefuseOrders()
    {
        foreach (var send in _lanes.SelectMany(lane => lane).Where(send => send.Request is PlaceOrder).ToArray())
            Refuse(send, "a global cancel overtook it");
    }

    // A cancel that overtakes its request would find nothing, and the request would run.
    private bool TryRefuseHistory(int reqId, PendingSend cancel)
    {
        var waiting = _history.Where(send => ((ReqHistoricalData)send.Request).ReqId == reqId).ToArray();
        foreach (var send in waiting) Refuse(send, "it was cancelled while it waited");
        if (waiting.Length > 0) cancel.NotSent($"request {reqId} had not been sent either");
        return waiting.Length > 0;
    }

    private void Refuse(PendingSend send, string reason)
    {
        Remove(send);
        send.NotSent(reason);
    }

    private void Remove(PendingSend send)
    {
        Lane(send).Remove(send);
        _families.Leave(send);
    }

    private SortedSet<PendingSend> Lane(PendingSend send) =>
        send.Request is ReqHistoricalData ? _history : _lanes[(int)send.Priority];
}
