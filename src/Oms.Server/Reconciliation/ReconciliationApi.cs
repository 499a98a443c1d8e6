using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;

namespace Oms.Server.Reconciliation;

/// <summary>Where the book and the broker differ, and what people do about it.</summary>
internal static class ReconciliationApi
{
    private const int OwnerLengthMax = 100;

    public static void MapReconciliation(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/reconciliation").WithTags("Reconciliation");
        group.MapGet("/breaks", Breaks).RequireAuthorization(Policies.View);
        group.MapGet("/breaks/{id}", Get).RequireAuthorization(Policies.View);
        group.MapPost("/breaks/{id}/resolve", Resolve).RequireAuthorization(Policies.Risk);
        group.MapPost("/breaks/{id}/assign", Assign).RequireAuthorization(Policies.Trade);
        group.MapGet("/runs", Runs).RequireAuthorization(Policies.View);
        group.MapPost("/runs", Run).RequireAuthorization(Policies.Trade);
    }

    private static async Task<Results<Ok<PageAnswer<BreakResource>>, ProblemHttpResult>> Breaks(
        string? account, string? status, string? cursor, int? limit, Caller caller, ReadModelStore store, CancellationToken ct)
    {
        if (status is not (null or "open" or "ended" or "all")) return Problem.Invalid("FIELD_INVALID", "status is open, ended or all", "status");
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        bool? isOpen = status switch { "ended" => false, "all" => null, _ => true };
        var found = await store.BreaksAsync(caller.Firm, new(account is null ? null : new AccountId(account), isOpen, page.Cursor, page.Limit), ct);
        return TypedResults.Ok(new PageAnswer<BreakResource>([.. found.Items.Select(BreakResource.From)], found.NextCursor));
    }

    private static async Task<Results<Ok<BreakResource>, ProblemHttpResult>> Get(
        string id, Caller caller, ReadModelStore store, CancellationToken ct) =>
        await store.BreakAsync(caller.Firm, new(id), ct) is { } found ? TypedResults.Ok(BreakResource.From(found)) : Unknown(id);

    private static async Task<Results<Accepted<AskedAnswer>, ProblemHttpResult>> Resolve(
        string id, ResolveRequest request, Caller caller, ITradingDesk desk, SeenSeq seen, CancellationToken ct)
    {
        if (request.Action is not { } action) return Problem.Invalid("FIELD_REQUIRED", "action is required", "action");
        return Asked(await desk.ResolveBreakAsync(new(id), action, request.Reason ?? "", caller.Actor, ct), caller, seen);
    }

    private static async Task<Results<Accepted<AskedAnswer>, ProblemHttpResult>> Assign(
        string id, AssignRequest request, Caller caller, ITradingDesk desk, SeenSeq seen, CancellationToken ct)
    {
        var owner = string.IsNullOrWhiteSpace(request.Owner) ? caller.Actor.Name : request.Owner.Trim();
        if (owner.Length > OwnerLengthMax) return Problem.Invalid("FIELD_INVALID", $"owner has up to {OwnerLengthMax} characters", "owner");
        return Asked(await desk.AssignBreakAsync(new(id), owner, caller.Actor, ct), caller, seen);
    }

    private static async Task<Results<Ok<PageAnswer<RoundResource>>, ProblemHttpResult>> Runs(
        string? cursor, int? limit, ReadModelStore store, CancellationToken ct)
    {
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        var found = await store.RoundsAsync(page.Cursor, page.Limit, ct);
        return TypedResults.Ok(new PageAnswer<RoundResource>(
            [.. found.Items.Select(view => new RoundResource(view.Seq, view.At, view.Round.Cause, view.Round.Findings, view.Round.Suspects))],
            found.NextCursor));
    }

    private static async Task<Results<Accepted<AskedAnswer>, ProblemHttpResult>> Run(
        Caller caller, ITradingDesk desk, SeenSeq seen, CancellationToken ct) =>
        Asked(await desk.RequestRoundAsync(caller.Actor, ct), caller, seen);

    private static Results<Accepted<AskedAnswer>, ProblemHttpResult> Asked(Answer answer, Caller caller, SeenSeq seen)
    {
        if (answer.Decision is Decision.Denied denied) return Problem.Denied(denied);
        seen.Remember(caller, answer.Seq);
        return TypedResults.Accepted((string?)null, new AskedAnswer(answer.Seq));
    }

    private static ProblemHttpResult Unknown(string id) => Problem.NotFound("UNKNOWN_BREAK", $"no break {id} is known");
}
