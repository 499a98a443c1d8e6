using System.Collections.Immutable;

namespace Oms.Trading.Risk;

/// <summary>What an account may do. A limit that is null is not set, and an order that it would judge is refused: there is no default.</summary>
/// <param name="MaxOrderQty">Largest quantity of one order, in units of the instrument.</param>
/// <param name="MaxNotional">Largest value of one order, in the account's currency.</param>
/// <param name="PriceCollarPercent">How far through the reference price a limit may reach, in percent.</param>
/// <param name="PriceAgeMax">How old the reference price may be.</param>
/// <param name="Restricted">Symbols that may not be traded.</param>
/// <param name="Version">Counts the changes; each decision keeps the version it used.</param>
public sealed record RiskLimits(
    decimal? MaxOrderQty,
    decimal? MaxNotional,
    decimal? PriceCollarPercent,
    TimeSpan? PriceAgeMax,
    ImmutableArray<Symbol> Restricted,
    int Version)
{
    public static readonly RiskLimits None = new(null, null, null, null, [], 0);
}

/// <summary>Whether new orders are stopped, and who said so. Cancels always pass.</summary>
public sealed record KillSwitch(bool On, string Reason, Actor By, Instant At);
