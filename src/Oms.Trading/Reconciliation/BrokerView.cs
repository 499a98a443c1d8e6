using System.Collections.Immutable;
using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Trading.Reconciliation;

/// <summary>
/// What the broker holds, as one round of questions showed it. The executions of a round are booked as they come and are not repeated here.
/// </summary>
/// <param name="Orders">Every open order of every client.</param>
/// <param name="Positions">Every position that is not flat.</param>
/// <param name="Cash">Cash by currency; empty where it was not asked for.</param>
public sealed record BrokerView(
    ImmutableArray<ShownOrder> Orders, ImmutableArray<HeldPosition> Positions, ImmutableArray<HeldCash> Cash);

/// <summary>A position in the broker's books.</summary>
/// <param name="AvgCost">The broker's figure per unit: IB's includes commission and the multiplier, so it is never compared with ours.</param>
public sealed record HeldPosition(AccountId Account, Symbol Symbol, decimal Quantity, decimal AvgCost);

/// <summary>Cash of one currency in the broker's books.</summary>
public sealed record HeldCash(AccountId Account, string Currency, decimal Amount);

/// <summary>An open order as the broker shows it, whoever made it.</summary>
/// <param name="ClientId">The API client that made it; 0 for one that was entered by hand.</param>
/// <param name="OrderId">Its id in that client's id space; 0 or a huge number for one entered by hand.</param>
/// <param name="OrdType">Null when it is of a type that we have no word for.</param>
/// <param name="BrokerType">The broker's word for its type.</param>
public sealed record ShownOrder(
    OrderKey Key, long PermId, int ClientId, int OrderId, AccountId Account, Symbol Symbol, Side Side, decimal OrderQty, OrdType? OrdType,
    decimal? Price, TimeInForce? TimeInForce, string BrokerType, string Status)
{
    /// <summary>Trigger and trail, for the types that have them.</summary>
    public PricingTerms? Pricing { get; init; }
}
