using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Books;

/// <summary>
/// Orders, executions and accounts of the broker. Touched by one loop only; what changes is journaled by
/// <see cref="Commit"/> before anyone is told.
/// </summary>
internal sealed class BrokerBooks : IDisposable
{
    private readonly SortedDictionary<int, PaperOrder> orders = [];
    private readonly SortedDictionary<int, PaperOrder> open = [];
    private readonly SortedSet<int> waitingForTrigger = [];
    private readonly Dictionary<int, SortedSet<int>> children = [];
    private readonly Dictionary<OrderKey, int> permIds = [];
    private readonly SortedDictionary<string, Execution> executions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PaperAccount> accounts = new(StringComparer.Ordinal);

    // By thing, so that a thing that changed often between two commits is written once.
    private readonly Dictionary<string, BookEntry> pending = [];
    private readonly BookJournal? journal;
    private BookIds ids;

    private BrokerBooks(BookIds ids, BookJournal? journal) => (this.ids, this.journal) = (ids, journal);

    /// <summary>Opens the books of a folder, or books in memory when there is none.</summary>
    public static BrokerBooks Open(
        string? directory, IReadOnlyDictionary<string, decimal> openingCash, DateTimeOffset now)
    {
        var (journal, entries) = directory is null ? (null, []) : BookJournal.Open(directory);
        var fresh = new BookIds { OpenedAt = now, TradeDate = TradingCalendar.TradeDate(now) };
        var books = new BrokerBooks(fresh, journal);
        foreach (var entry in entries) books.Restore(entry);
        foreach (var (name, cash) in openingCash.Where(a => !books.accounts.ContainsKey(a.Key)))
            books.Save(new PaperAccount(name) { EquityAtDayStart = cash }.Pay(Valuation.BaseCurrency, cash));
        books.ForgetUntransmitted();
        books.Compact(now);
        return books;
    }

    public BookIds Ids => ids;
    public IEnumerable<PaperOrder> Orders => orders.Values;
    public IEnumerable<PaperOrder> OpenOrders => open.Values;

    /// <summary>The stops and touches that watch the market.</summary>
    public IEnumerable<PaperOrder> WaitingForTrigger => waitingForTrigger.Select(id => orders[id]);

    public IEnumerable<Execution> Executions => executions.Values;
    public IEnumerable<PaperAccount> Accounts => accounts.Values;

    public PaperOrder? Find(OrderKey key) => permIds.TryGetValue(key, out var permId) ? orders[permId] : null;

    public PaperOrder Get(int permId) => orders[permId];

    public PaperOrder? FindByPermId(int permId) => orders.GetValueOrDefault(permId);

    public IEnumerable<PaperOrder> OpenChildrenOf(int permId) =>
        children.TryGetValue(permId, out var ids) ? ids.Select(id => orders[id]).Where(o => !o.IsDone) : [];

    public PaperAccount? FindAccount(string name) => accounts.GetValueOrDefault(name);

    public Execution? FindExecution(string execIdStem) => executions.GetValueOrDefault(execIdStem);

    public int LastOrderId(int clientId) => ids.LastOrderIds.GetValueOrDefault(clientId);

    public int NextPermId()
    {
        SaveIds(ids with { Orders = ids.Orders + 1 });
        return ids.PermId;
    }

    public string NextExecIdStem()
    {
        SaveIds(ids with { Executions = ids.Executions + 1 });
        return ids.ExecIdStem;
    }

    public PaperOrder Save(PaperOrder order)
    {
        Keep(order);
        if (order.Key.OrderId > LastOrderId(order.Key.ClientId))
            SaveIds(ids with { LastOrderIds = ids.LastOrderIds.SetItem(order.Key.ClientId, order.Key.OrderId) });
        pending[$"order {order.PermId}"] = new BookEntry { Order = order };
        return order;
    }

    public void Save(Execution execution)
    {
        executions[execution.ExecIdStem] = execution;
        pending[execution.ExecIdStem] = new BookEntry { Execution = execution };
    }

    public void Save(PaperAccount account)
    {
        accounts[account.Name] = account;
        pending[$"account {account.Name}"] = new BookEntry { Account = account };
    }

    /// <summary>Writes what changed since the last call; nothing may be told before it returns.</summary>
    public void Commit()
    {
        if (pending.Count > 0) journal?.Append(pending.Values);
        pending.Clear();
    }

    /// <summary>A new trading day: yesterday's finished orders and executions are no longer served.</summary>
    public void StartDay(DateTimeOffset now)
    {
        SaveIds(ids with { TradeDate = TradingCalendar.TradeDate(now) });
        Compact(now);
    }

    public void Dispose() => journal?.Dispose();

    private void SaveIds(BookIds next)
    {
        ids = next;
        pending["ids"] = new BookEntry { Ids = next };
    }

    private void Restore(BookEntry entry)
    {
        if (entry.Ids is { } restored) ids = restored;
        if (entry.Account is { } account) accounts[account.Name] = account;
        if (entry.Execution is { } execution) executions[execution.ExecIdStem] = execution;
        if (entry.Order is { } order) Keep(order);
    }

    private void Keep(PaperOrder order)
    {
        orders[order.PermId] = order;
        if (order.Key != OrderKey.Elsewhere) permIds[order.Key] = order.PermId;
        if (order.IsDone) open.Remove(order.PermId);
        else open[order.PermId] = order;
        if (order.Hold is Hold.Trigger && !order.IsDone) waitingForTrigger.Add(order.PermId);
        else waitingForTrigger.Remove(order.PermId);
        if (order.ParentPermId is not { } parent) return;
        if (!children.TryGetValue(parent, out var siblings)) children[parent] = siblings = [];
        siblings.Add(order.PermId);
    }

    // An order that was never transmitted exists in the gateway's memory only (IB).
    private void ForgetUntransmitted() => Forget(o => o.Hold is Hold.Transmit && !o.IsDone);

    private void Compact(DateTimeOffset now)
    {
        var midnight = TradingCalendar.Midnight(now);
        Forget(o => o.IsDone && o.CompletedAt < midnight);
        foreach (var old in executions.Values.Where(e => e.At < midnight).ToList()) executions.Remove(old.ExecIdStem);
        pending.Clear();
        journal?.Compact(
        [
            new BookEntry { Ids = ids },
            .. accounts.Values.Select(a => new BookEntry { Account = a }),
            .. orders.Values.Select(o => new BookEntry { Order = o }),
            .. executions.Values.Select(e => new BookEntry { Execution = e }),
        ]);
    }

    private void Forget(Func<PaperOrder, bool> isGone)
    {
        foreach (var order in orders.Values.Where(isGone).ToList())
        {
            orders.Remove(order.PermId);
            open.Remove(order.PermId);
            if (order.ParentPermId is { } parent && children.TryGetValue(parent, out var siblings)
                && siblings.Remove(order.PermId) && siblings.Count == 0)
                children.Remove(parent);
            if (permIds.GetValueOrDefault(order.Key) == order.PermId) permIds.Remove(order.Key);
        }
    }
}
