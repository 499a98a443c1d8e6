using Oms.Trading;
using Oms.Trading.Risk;

namespace Oms.Server.Orders;

/// <summary>Every check of an order that is not sent.</summary>
internal sealed record PreviewAnswer(
    bool Accepted, IReadOnlyList<PreviewCheck> Checks, decimal? Notional, decimal? ReferencePx, double? ReferenceAgeSeconds)
{
    public static PreviewAnswer From(Decision.Previewed seen) => new(
        seen.Checks.All(check => check.Passed),
        [.. seen.Checks.Select(PreviewCheck.From)],
        seen.Evidence.Notional,
        seen.Evidence.ReferencePx,
        seen.Evidence.ReferenceAge?.TotalSeconds);
}

/// <summary>One check with what its limit leaves.</summary>
internal sealed record PreviewCheck(string Code, string LimitId, decimal? Limit, decimal? Value, decimal? Headroom, bool Passed, string Detail)
{
    public static PreviewCheck From(RiskCheck check) =>
        new(check.Code, check.LimitId, check.Limit, check.Value, check.Headroom, check.Passed, check.Detail);
}
