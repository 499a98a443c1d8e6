using System.Collections.Immutable;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Trading.Snapshots;

/// <summary>
/// Everything that a <see cref="TradingBook"/> knows at one moment. Taking it copies references only: the values are immutable. A field
/// of the book has a property of its name here, or can be derived and is listed so in the test of the snapshot.
/// </summary>
public sealed record BookSnapshot
{
    public required LinkState Link { get; init; }
    public required int NextBrokerOrderId { get; init; }
    public required ImmutableArray<Order> Orders { get; init; }
    public required ImmutableArray<KeyValuePair<ExecId, OrderId?>> Executions { get; init; }
    public required ImmutableArray<BookedFill> Corrigible { get; init; }
    public required ImmutableArray<KeyValuePair<ExecId, Commission>> CommissionsHeld { get; init; }
    public required ImmutableArray<ExecId> CommissionsBooked { get; init; }
    public required ImmutableArray<Position> Positions { get; init; }
    public required ImmutableArray<Account> Accounts { get; init; }
    public required ImmutableArray<KeyValuePair<AccountId, RiskLimits>> Limits { get; init; }
    public required ImmutableArray<KeyValuePair<FirmId, KillSwitch>> FirmSwitches { get; init; }
    public required ImmutableArray<KeyValuePair<AccountId, KillSwitch>> AccountSwitches { get; init; }
    public required ImmutableArray<Instrument> Instruments { get; init; }
    public required ImmutableArray<KeyValuePair<long, StrayFill>> StrayFills { get; init; }
    public required ImmutableArray<KeyValuePair<ExecId, AccountId>> StrayAccounts { get; init; }
    public required ImmutableArray<AccountId> ResendsOnce { get; init; }
    public required ImmutableArray<byte> Retired { get; init; }
    public required Instant RetiredBefore { get; init; }
    public required BrokerDaySnapshot Day { get; init; }
    public required ReconciliationSnapshot Reconciliation { get; init; }

    /// <summary>The same, in an order that does not depend on how the book came to be: two books that know the same give the same bytes.</summary>
    public BookSnapshot Ordered() => this with
    {
        Orders = [.. Orders.OrderBy(order => order.BrokerOrderId)], // As they were placed.
        Executions = Sorted(Executions, pair => pair.Key.Value),
        CommissionsHeld = Sorted(CommissionsHeld, pair => pair.Key.Value),
        CommissionsBooked = Sorted(CommissionsBooked, id => id.Value),
        Positions = Sorted(Positions, position => $"{position.Key.Account}/{position.Key.Symbol}"),
        Accounts = Sorted(Accounts, account => account.Id.Value),
        Limits = Sorted(Limits, pair => pair.Key.Value),
        FirmSwitches = Sorted(FirmSwitches, pair => pair.Key.Value),
        AccountSwitches = Sorted(AccountSwitches, pair => pair.Key.Value),
        Instruments = Sorted(Instruments, instrument => instrument.Symbol.Value),
        StrayFills = [.. StrayFills.OrderBy(pair => pair.Key)],
        StrayAccounts = Sorted(StrayAccounts, pair => pair.Key.Value),
        ResendsOnce = Sorted(ResendsOnce, id => id.Value),
        Day = Day with { Resting = Sorted(Day.Resting, id => id.Value) },
        Reconciliation = Reconciliation.Ordered(),
    };

    private static ImmutableArray<T> Sorted<T>(ImmutableArray<T> items, Func<T, string> key) => [.. items.OrderBy(key, StringComparer.Ordinal)];
}
