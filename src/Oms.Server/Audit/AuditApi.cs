using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Server.Access;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;

namespace Oms.Server.Audit;

/// <summary>Who did what beside the order book: sign-ins, keys, exports.</summary>
internal static class AuditApi
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", List).WithTags("Audit").RequireAuthorization(Policies.Admin);

    private static async Task<Results<Ok<PageAnswer<AuditResource>>, ProblemHttpResult>> List(
        string? by, string? action, string? target, string? cursor, int? limit, Caller caller, ReadModelStore store, CancellationToken ct)
    {
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        var found = await store.AuditAsync(caller.Firm, new(by, action, target, page.Cursor, page.Limit), ct);
        return TypedResults.Ok(new PageAnswer<AuditResource>([.. found.Items.Select(AuditResource.From)], found.NextCursor));
    }
}

/// <summary>An act as the journal has it.</summary>
internal sealed record AuditResource(long Seq, Instant At, string By, string Action, string Target, string Detail, string? Address)
{
    public static AuditResource From(AuditView view) => new(view.Seq, view.At, view.By, view.Action, view.Target, view.Detail, view.Address);
}
