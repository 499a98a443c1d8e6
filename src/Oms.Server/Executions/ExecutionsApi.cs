using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Server.Access;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server.Executions;

/// <summary>Fills, of our orders and of those made elsewhere on our accounts.</summary>
internal static class ExecutionsApi
{
    public static void MapExecutions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/executions", List).WithTags("Executions").RequireAuthorization(Policies.View);

    private static async Task<Results<Ok<PageAnswer<ExecutionResource>>, ProblemHttpResult>> List(
        string? account, string? symbol, string? orderId, string? cursor, int? limit,
        Caller caller, ReadModelStore store, CancellationToken ct)
    {
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        var query = new ExecutionQuery(account is null ? null : new AccountId(account), symbol is null ? null : new Symbol(symbol),
            orderId is null ? null : new OrderId(orderId), page.Cursor, page.Limit);
        var found = await store.ExecutionsAsync(caller.Firm, query, ct);
        return TypedResults.Ok(new PageAnswer<ExecutionResource>([.. found.Items.Select(ExecutionResource.From)], found.NextCursor));
    }
}

/// <summary>
/// A fill. The order is null when it was made elsewhere; the commission is null until the broker has told it. One that names another in
/// <c>correctedBy</c> was corrected by the broker and counts no more.
/// </summary>
internal sealed record ExecutionResource(
    string ExecId, string? OrderId, string? ClOrdId, string Account, string Symbol, Side Side, decimal LastQty, decimal LastPx,
    decimal? Commission, string? CommissionCurrency, string Exchange, Instant TransactTime, Instant BookedAt, long Seq,
    string? CorrectedBy = null)
{
    public static ExecutionResource From(ExecutionView view) => new(
        view.Execution.ExecId.Value, view.OrderId?.Value, view.ClOrdId?.Value, view.Execution.Account.Value, view.Execution.Symbol.Value,
        view.Execution.Side, view.Execution.LastQty, view.Execution.LastPx, view.Commission, view.CommissionCurrency,
        view.Execution.Exchange, view.Execution.TransactTime, view.BookedAt, view.Seq,
        view.CorrectedBy?.Value);
}
