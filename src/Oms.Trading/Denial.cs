namespace Oms.Trading;

/// <summary>Why we refused. <see cref="Code"/> is stable and part of the public contract; the rest explains it to a person.</summary>
/// <param name="Code">UPPER_SNAKE.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Field">The input at fault in its public spelling, where there is one.</param>
/// <param name="Breach">Limit, value and headroom, where a limit was passed.</param>
public sealed record Denial(string Code, string Detail, string? Field = null, Breach? Breach = null)
{
    /// <summary>Which order of a list is at fault, from 0; null where it is the list as a whole, or there is none.</summary>
    public int? Leg { get; init; }
}

/// <summary>A limit that was passed: what it allows, what was asked, what would have been left (negative).</summary>
public sealed record Breach(string LimitId, decimal? Limit, decimal? Value, decimal? Headroom);
