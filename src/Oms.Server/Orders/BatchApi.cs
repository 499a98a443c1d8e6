using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Trading;

namespace Oms.Server.Orders;

/// <summary>Several orders in one request, each with an answer of its own: one that is refused does not stop the others.</summary>
internal static class BatchApi
{
    private const int OrdersMax = 100;

    public static void MapBatch(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/orders/batch", Place).WithTags("Orders").RequireAuthorization(Policies.Trade);

    // One after the other, so that they stand in the journal as they stand in the request. A batch that is cut short may be sent again
    // as it is: the orders that were taken answer with themselves, which takes a clOrdId each.
    private static async Task<Results<Ok<BatchAnswer>, ProblemHttpResult>> Place(
        BatchRequest request, Caller caller, ITradingDesk desk, OrderReader reader, CancellationToken ct)
    {
        if (request.Orders is not { Length: > 0 and <= OrdersMax } orders)
            return Problem.Invalid("FIELD_INVALID", $"orders is a list of 1 to {OrdersMax}", "orders");
        for (var i = 0; i < orders.Length; i++)
        {
            if (string.IsNullOrEmpty(orders[i].ClOrdId)) return Problem.Invalid("FIELD_REQUIRED", "clOrdId is required in a batch", $"orders[{i}].clOrdId");
        }

        var results = new List<BatchResult>(orders.Length);
        foreach (var order in orders) results.Add(await PlaceAsync(order, caller, desk, reader, ct));
        return TypedResults.Ok(new BatchAnswer(results));
    }

    private static async Task<BatchResult> PlaceAsync(
        PlaceOrderRequest request, Caller caller, ITradingDesk desk, OrderReader reader, CancellationToken ct)
    {
        var clOrdId = request.ClOrdId ?? throw new UnreachableException();
        if (request.MissingField is { } field)
            return new(clOrdId, StatusCodes.Status422UnprocessableEntity, null, Problem.Details(422, "FIELD_REQUIRED", $"{field} is required", field));
        try
        {
            var answer = await desk.PlaceAsync(request.ToTerms(clOrdId), caller.Actor, ct);
            reader.Remember(caller, answer.Seq);
            return answer.Decision switch
            {
                Decision.Accepted { Order: { } order } => new(clOrdId, StatusCodes.Status201Created, reader.Show(order, answer.Seq), null),
                Decision.Replayed replayed => new(clOrdId, StatusCodes.Status200OK, reader.Show(replayed.Order, answer.Seq), null),
                Decision.Denied denied when Problem.Denied(denied).ProblemDetails is var problem => new(clOrdId, problem.Status ?? 422, null, problem),
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception e) when (e is OutcomeUnknownException or EngineStoppedException)
        {
            return new(clOrdId, StatusCodes.Status503ServiceUnavailable, null, Problem.OutcomeUnknown(e));
        }
    }
}

internal sealed record BatchRequest(PlaceOrderRequest[]? Orders = null);

/// <summary>One result for each order, in the order of the request.</summary>
internal sealed record BatchAnswer(IReadOnlyList<BatchResult> Results);

/// <param name="Status">What the order alone would have been answered with.</param>
internal sealed record BatchResult(string ClOrdId, int Status, OrderResource? Order, ProblemDetails? Problem);
