using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Risk;

namespace Oms.Server.Risk;

/// <summary>Limits and kill switches. Traders see them, risk managers set them.</summary>
internal static class RiskApi
{
    private const int ReasonLengthMax = 500;

    public static void MapRisk(this IEndpointRouteBuilder routes)
    {
        var risk = routes.MapGroup("/risk").WithTags("Risk");
        risk.MapGet("/limits", Limits).RequireAuthorization(Policies.View);
        risk.MapPut("/limits", SetLimits).RequireAuthorization(Policies.Risk);
        risk.MapGet("/resend-policy", ResendPolicy).RequireAuthorization(Policies.View);
        risk.MapPut("/resend-policy", SetResendPolicy).RequireAuthorization(Policies.Risk);
        risk.MapGet("/kill-switch", Switches).RequireAuthorization(Policies.View);
        risk.MapPost("/kill-switch", SetSwitch).RequireAuthorization(Policies.View);
    }

    private static async Task<Results<Ok<LimitsResource>, ProblemHttpResult>> Limits(
        string? account, Caller caller, ReadModelStore store, CancellationToken ct)
    {
        if (await WhyNotAsync(account, caller, store, ct) is { } fault) return fault;
        var limits = await store.LimitsAsync(caller.Firm, new(account ?? ""), ct) ?? RiskLimits.None;
        return TypedResults.Ok(LimitsResource.From(account ?? "", limits, null));
    }

    private static async Task<Results<Ok<LimitsResource>, ProblemHttpResult>> SetLimits(
        LimitsRequest request, Caller caller, ITradingDesk desk, SeenSeq seen, CancellationToken ct)
    {
        if (request.Fault is { } field) return Problem.Invalid("FIELD_INVALID", $"{field} is missing or not above zero", field);
        var account = request.Account ?? "";
        var limits = request.ToLimits();
        var answer = await desk.SetLimitsAsync(new(account), limits, caller.Actor, ct);
        if (answer.Decision is Decision.Denied denied) return Problem.Denied(denied);
        seen.Remember(caller, answer.Seq);
        return TypedResults.Ok(LimitsResource.From(account, limits, answer.Seq));
    }

    private static async Task<Results<Ok<ResendPolicyResource>, ProblemHttpResult>> ResendPolicy(
        string? account, Caller caller, ReadModelStore store, CancellationToken ct) =>
        await WhyNotAsync(account, caller, store, ct) is { } fault
            ? fault
            : TypedResults.Ok(new ResendPolicyResource(account ?? "", await store.ResendsOnceAsync(caller.Firm, new(account ?? ""), ct), null));

    private static async Task<Results<Ok<ResendPolicyResource>, ProblemHttpResult>> SetResendPolicy(
        ResendPolicyRequest request, Caller caller, ITradingDesk desk, SeenSeq seen, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(request.Account)) return Problem.Invalid("FIELD_REQUIRED", "account is required", "account");
        if (request.ResendOnce is not { } resendOnce) return Problem.Invalid("FIELD_REQUIRED", "resendOnce is required", "resendOnce");
        var answer = await desk.SetResendPolicyAsync(new(request.Account), resendOnce, caller.Actor, ct);
        if (answer.Decision is Decision.Denied denied) return Problem.Denied(denied);
        seen.Remember(caller, answer.Seq);
        return TypedResults.Ok(new ResendPolicyResource(request.Account, resendOnce, answer.Seq));
    }

    private static async Task<ProblemHttpResult?> WhyNotAsync(string? account, Caller caller, ReadModelStore store, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(account)) return Problem.Invalid("FIELD_REQUIRED", "account is required", "account");
        var isKnown = (await store.AccountsAsync(caller.Firm, ct)).Any(view => view.Account.Id.Value == account);
        return isKnown ? null : Problem.NotFound("UNKNOWN_ACCOUNT", $"no account {account} is known");
    }

    private static async Task<Ok<SwitchesResource>> Switches(Caller caller, ReadModelStore store, CancellationToken ct)
    {
        var switches = await store.KillSwitchesAsync(caller.Firm, ct);
        var firm = switches.FirstOrDefault(view => view.Account is null);
        return TypedResults.Ok(new SwitchesResource(
            SwitchResource.From(null, firm?.Switch),
            [.. switches.Where(view => view.Account is not null).Select(view => SwitchResource.From(view.Account?.Value, view.Switch))]));
    }

    private static async Task<Results<Ok<SwitchAnswer>, ProblemHttpResult>> SetSwitch(
        SwitchRequest request, Caller caller, ITradingDesk desk, SeenSeq seen, CancellationToken ct)
    {
        // Whoever trades may stop; to release is for those who did not.
        if (!caller.Roles.Contains(Roles.RiskManager) && !(request.On is true && caller.Roles.Contains(Roles.Trader)))
            return Problem.Result(StatusCodes.Status403Forbidden, "NOT_ALLOWED", "a trader may turn it on, a risk manager may turn it off too");
        if (request.On is not { } on) return Problem.Invalid("FIELD_REQUIRED", "on is required", "on");
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ReasonLengthMax)
            return Problem.Invalid("FIELD_REQUIRED", $"reason is required, up to {ReasonLengthMax} characters", "reason");
        AccountId? account = string.IsNullOrEmpty(request.Account) ? null : new(request.Account);
        var answer = await desk.SetKillSwitchAsync(caller.Firm, account, on, request.Reason, caller.Actor, ct);
        if (answer.Decision is Decision.Denied denied) return Problem.Denied(denied);
        seen.Remember(caller, answer.Seq);
        return TypedResults.Ok(new SwitchAnswer(request.Account, on, answer.Seq));
    }
}

/// <summary>The limits of an account as they are to be. A limit that is left out is not set, and orders that need it are refused.</summary>
internal sealed record LimitsRequest(
    string? Account = null, decimal? MaxOrderQty = null, decimal? MaxNotional = null, decimal? PriceCollarPercent = null,
    decimal? PriceAgeMaxSeconds = null, string[]? Restricted = null)
{
    private const decimal PriceAgeMax = 86_400;

    /// <summary>The first field at fault; null when there is none.</summary>
    [JsonIgnore]
    public string? Fault => this switch
    {
        { Account: null or "" } => "account",
        { MaxOrderQty: <= 0 } => "maxOrderQty",
        { MaxNotional: <= 0 } => "maxNotional",
        { PriceCollarPercent: <= 0 } => "priceCollarPercent",
        { PriceAgeMaxSeconds: <= 0 or > PriceAgeMax } => "priceAgeMaxSeconds",
        _ => null,
    };

    public RiskLimits ToLimits() => new(
        MaxOrderQty, MaxNotional, PriceCollarPercent,
        PriceAgeMaxSeconds is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null,
        [.. (Restricted ?? []).Select(symbol => new Symbol(symbol))],
        0);
}

/// <summary>The limits of an account; null is a limit that is not set.</summary>
internal sealed record LimitsResource(
    string Account, decimal? MaxOrderQty, decimal? MaxNotional, decimal? PriceCollarPercent, decimal? PriceAgeMaxSeconds,
    ImmutableArray<string> Restricted, int? Version, long? Seq)
{
    public static LimitsResource From(string account, RiskLimits limits, long? seq) => new(
        account, limits.MaxOrderQty, limits.MaxNotional, limits.PriceCollarPercent, (decimal?)limits.PriceAgeMax?.TotalSeconds,
        [.. limits.Restricted.Select(symbol => symbol.Value)], seq is null ? limits.Version : null, seq);
}

/// <summary>Whether an order of the account that provably never arrived at the broker is sent once more, or ends as rejected.</summary>
internal sealed record ResendPolicyRequest(string? Account = null, bool? ResendOnce = null);

internal sealed record ResendPolicyResource(string Account, bool ResendOnce, long? Seq);

/// <summary>Turns a kill switch; without an account, the firm's.</summary>
internal sealed record SwitchRequest(string? Account = null, bool? On = null, string? Reason = null);

internal sealed record SwitchAnswer(string? Account, bool On, long Seq);

/// <summary>The firm's switch and those of its accounts that were ever turned.</summary>
internal sealed record SwitchesResource(SwitchResource Firm, ImmutableArray<SwitchResource> Accounts);

internal sealed record SwitchResource(string? Account, bool On, string? Reason, string? By, Instant? At)
{
    public static SwitchResource From(string? account, KillSwitch? known) => new(account, known is { On: true }, known?.Reason, known?.By.Name, known?.At);
}
