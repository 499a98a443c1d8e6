using Oms.Trading.Snapshots;

namespace Oms.Trading;

public sealed partial class TradingBook
{
    public TradingBook() { }

    /// <summary>The book that <see cref="Snapshot"/> was taken of.</summary>
    public TradingBook(BookSnapshot snapshot)
    {
        Link = snapshot.Link;
        NextBrokerOrderId = snapshot.NextBrokerOrderId;
        foreach (var order in snapshot.Orders) Add(order);
        foreach (var (id, order) in snapshot.Executions) _executions.Add(id, order);
        foreach (var fill in snapshot.Corrigible) _corrigible.Add(fill);
        foreach (var (id, commission) in snapshot.CommissionsHeld) _commissionsHeld.Add(id, commission);
        foreach (var id in snapshot.CommissionsBooked) _commissionsBooked.Add(id);
        foreach (var position in snapshot.Positions) _positions.Add(position.Key, position);
        foreach (var account in snapshot.Accounts) _accounts.Add(account.Id, account);
        foreach (var (id, limits) in snapshot.Limits) _limits.Add(id, limits);
        foreach (var (id, kill) in snapshot.FirmSwitches) _firmSwitches.Add(id, kill);
        foreach (var (id, kill) in snapshot.AccountSwitches) _accountSwitches.Add(id, kill);
        foreach (var instrument in snapshot.Instruments) _instruments.Add(instrument.Symbol, instrument);
        foreach (var (permId, fill) in snapshot.StrayFills) _strayFills.Add(permId, fill);
        foreach (var (id, account) in snapshot.StrayAccounts) _strayAccounts.Add(id, account);
        _resendsOnce.UnionWith(snapshot.ResendsOnce);
        _retired = new(snapshot.Retired);
        RetiredBefore = snapshot.RetiredBefore;
        Day.Restore(snapshot.Day);
        Reconciliation.Restore(snapshot.Reconciliation);
    }

    /// <summary>All that the book knows now. Only references are copied, so that the loop that owns the book is not held up.</summary>
    public BookSnapshot Snapshot() => new()
    {
        Link = Link,
        NextBrokerOrderId = NextBrokerOrderId,
        Orders = [.. _orders.Values],
        Executions = [.. _executions],
        Corrigible = [.. _corrigible.All],
        CommissionsHeld = [.. _commissionsHeld],
        CommissionsBooked = [.. _commissionsBooked],
        Positions = [.. _positions.Values],
        Accounts = [.. _accounts.Values],
        Limits = [.. _limits],
        FirmSwitches = [.. _firmSwitches],
        AccountSwitches = [.. _accountSwitches],
        Instruments = [.. _instruments.Values],
        StrayFills = [.. _strayFills],
        StrayAccounts = [.. _strayAccounts],
        ResendsOnce = [.. _resendsOnce],
        Retired = _retired.Sorted,
        RetiredBefore = RetiredBefore,
        Day = Day.Snapshot(),
        Reconciliation = Reconciliation.Snapshot(),
    };
}
