using System.Collections.Immutable;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
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
}
