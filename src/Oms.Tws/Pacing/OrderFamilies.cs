using Oms.Tws.Requests;

namespace Oms.Tws.Pacing;

/// <summary>
/// Which waiting requests belong to one order or one bracket. Among them the order of sending must never change: a
/// child before its parent is refused, a cancel before its order is lost, and the member that transmits must be last.
/// </summary>
internal sealed class OrderFamilies
{
    private sealed record Family(HashSet<int> OrderIds, List<PendingSend> Waiting);

    private readonly Dictionary<int, Family> _byOrderId = [];

    /// <summary>Adds a request and returns those of its family that wait already, oldest first.</summary>
    public IReadOnlyList<PendingSend> Join(PendingSend send)
    {
        if (!TryIdentify(send.Request, out var orderId, out var parentId)) return [];
        var family = FindOrMerge(orderId, parentId);
        var elders = family.Waiting.ToArray();
        family.Waiting.Add(send);
        Register(family, orderId);
        if (parentId != 0) Register(family, parentId);
        return elders;
    }

    public void Leave(PendingSend send)
    {
        if (!TryIdentify(send.Request, out var orderId, out _)) return;
        if (!_byOrderId.TryGetValue(orderId, out var family)) return;
        family.Waiting.Remove(send);
        if (family.Waiting.Count > 0) return;
        foreach (var id in family.OrderIds) _byOrderId.Remove(id);
    }

    // A cancel may have waited for the child before its parent came: then two families turn out to be one.
    private Family FindOrMerge(int orderId, int parentId)
    {
        var own = _byOrderId.GetValueOrDefault(orderId);
        var parents = parentId == 0 ? null : _byOrderId.GetValueOrDefault(parentId);
        if (own is null || parents is null || ReferenceEquals(own, parents)) return own ?? parents ?? new([], []);
        parents.Waiting.AddRange(own.Waiting);
        parents.Waiting.Sort((a, b) => a.Number.CompareTo(b.Number));
        foreach (var id in own.OrderIds) _byOrderId[id] = parents;
        parents.OrderIds.UnionWith(own.OrderIds);
        return parents;
    }

    private void Register(Family family, int orderId)
    {
        if (_byOrderId.TryAdd(orderId, family)) family.OrderIds.Add(orderId);
    }

    private static bool TryIdentify(TwsRequest request, out int orderId, out int parentId)
    {
        (orderId, parentId) = request switch
        {
            PlaceOrder place => (place.OrderId, place.Order.ParentId),
            CancelOrder cancel => (cancel.OrderId, 0),
            _ => (0, 0),
        };
        return request is PlaceOrder or CancelOrder;
    }
}
