namespace Oms.Trading.Orders;

/// <summary>What was asked for. Two placements with equal terms are the same request.</summary>
/// <param name="OrderQty">In units of the instrument (shares, contracts, units of the base currency); above zero.</param>
/// <param name="Price">The limit, in the instrument's currency; null for market orders.</param>
public sealed record OrderTerms(
    AccountId Account,
    ClOrdId ClOrdId,
    Symbol Symbol,
    Side Side,
    decimal OrderQty,
    OrdType OrdType,
    decimal? Price,
    TimeInForce TimeInForce);

/// <summary>The terms a replace asks for: the new total quantity, including what is filled, and the new limit.</summary>
public sealed record ReplaceTerms(decimal OrderQty, decimal? Price);
