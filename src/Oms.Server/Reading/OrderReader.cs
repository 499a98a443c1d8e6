using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Orders;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server.Reading;

/// <summary>Orders out of the read model, within the caller's firm.</summary>
internal sealed class OrderReader(ReadModelStore store, ReferenceData reference, SeenSeq seen)
{
    private const string ByClOrdId = "clOrdId:";

    public void Remember(Caller caller, long seq) => seen.Remember(caller, seq);

    public OrderResource Show(Order order, long seq) => OrderResource.From(order, reference.Find(order.Terms.Symbol), seq);

    public StoryEntry Tell(StoryEvent told) =>
        StoryEntry.From(told, told.Order is { } order ? reference.Find(order.Terms.Symbol) : null);

    /// <summary>By our id, or by <c>clOrdId:value</c> and its account; null when there is none in the caller's firm.</summary>
    public Task<OrderView?> FindAsync(Caller caller, string id, string? account, CancellationToken ct)
    {
        if (!id.StartsWith(ByClOrdId, StringComparison.Ordinal)) return store.OrderAsync(caller.Firm, new OrderId(id), ct);
        return account is null
            ? Task.FromResult<OrderView?>(null)
            : store.OrderAsync(caller.Firm, new AccountId(account), new ClOrdId(id[ByClOrdId.Length..]), ct);
    }

    /// <summary>The orders of a list, the parent first; none when there is no such list in the caller's firm.</summary>
    public async Task<IReadOnlyList<OrderResource>> ListMembersAsync(Caller caller, ListId list, CancellationToken ct)
    {
        var found = await store.OrdersAsync(caller.Firm, new(Limit: ListTerms.LegsMax, List: list), ct);
        return [.. found.Items.Select(view => Show(view.Order, view.UpdatedSeq)).Reverse()];
    }

    public async Task<PageAnswer<OrderResource>> ListAsync(
        Caller caller, string? account, string? symbol, OrderScope scope, PageRequest page, CancellationToken ct)
    {
        var query = new OrderQuery(account is null ? null : new AccountId(account), symbol is null ? null : new Symbol(symbol), scope,
            page.Cursor, page.Limit);
        var found = await store.OrdersAsync(caller.Firm, query, ct);
        return new([.. found.Items.Select(view => Show(view.Order, view.UpdatedSeq))], found.NextCursor);
    }
}
