using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server.Orders;

/// <summary>Orders that depend on each other: brackets, one-cancels-other, one-triggers-other.</summary>
internal static class OrderListsApi
{
    public static void MapOrderLists(this IEndpointRouteBuilder routes)
    {
        var lists = routes.MapGroup("/orders/lists").WithTags("Orders");
        lists.MapPost("/", Place).RequireAuthorization(Policies.Trade);
        lists.MapGet("/{listId}", Get).RequireAuthorization(Policies.View);
        lists.MapDelete("/{listId}", Cancel).RequireAuthorization(Policies.Trade);
    }

    // The clOrdIds of all legs together are the idempotency key.
    private static async Task<Results<Created<OrderListResource>, Ok<OrderListResource>, ProblemHttpResult>> Place(
        PlaceListRequest request, Caller caller, ITradingDesk desk, OrderReader reader, HttpResponse response, CancellationToken ct)
    {
        if (!TryRead(request, out var type, out var legs, out var fault)) return fault;
        var answer = await desk.PlaceListAsync(type, legs, caller.Actor, ct);
        switch (answer.Decision)
        {
            case Decision.ListPlaced { IsReplay: false } placed:
                reader.Remember(caller, answer.Seq);
                return TypedResults.Created($"/api/v1/orders/lists/{placed.List}", Show(placed, reader, answer.Seq));
            case Decision.ListPlaced placed:
                response.Headers["Idempotent-Replayed"] = "true";
                return TypedResults.Ok(Show(placed, reader, answer.Seq));
            case Decision.Denied denied: return Problem.Denied(denied);
            default: throw new UnreachableException();
        }
    }

    private static async Task<Results<Ok<OrderListResource>, ProblemHttpResult>> Get(
        string listId, Caller caller, OrderReader reader, CancellationToken ct)
    {
        var orders = await reader.ListMembersAsync(caller, new(listId), ct);
        return orders.Count == 0 ? Unknown(listId) : TypedResults.Ok(OrderListResource.From(listId, orders));
    }

    private static async Task<Results<Accepted<CancelAllAnswer>, ProblemHttpResult>> Cancel(
        string listId, Caller caller, ITradingDesk desk, OrderReader reader, CancellationToken ct)
    {
        var orders = await reader.ListMembersAsync(caller, new(listId), ct);
        if (orders.Count == 0) return Unknown(listId);
        var answer = await desk.CancelListAsync(new(listId), new(orders[0].Account), caller.Actor, ct);
        if (answer.Decision is Decision.Denied denied) return Problem.Denied(denied);
        if (answer.Decision is not Decision.Accepted accepted) throw new UnreachableException();
        reader.Remember(caller, answer.Seq);
        return TypedResults.Accepted((string?)null, new CancelAllAnswer(accepted.Count, answer.Seq));
    }

    private static bool TryRead(
        PlaceListRequest request, out ContingencyType type, out ImmutableArray<OrderTerms> legs, out ProblemHttpResult fault)
    {
        (type, legs, fault) = (request.ContingencyType ?? default, [], Problem.Invalid("FIELD_REQUIRED", "orders is required", "orders"));
        if (request.ContingencyType is null)
            fault = Problem.Invalid("FIELD_REQUIRED", "contingencyType is required", "contingencyType");
        if (request.ContingencyType is null || request.Orders is not { Count: > 0 }) return false;
        var read = ImmutableArray.CreateBuilder<OrderTerms>(request.Orders.Count);
        foreach (var (index, order) in request.Orders.Index())
        {
            var leg = order with { Account = order.Account ?? request.Account };
            if (leg.MissingField is { } field)
            {
                fault = Problem.Invalid("FIELD_REQUIRED", $"orders[{index}].{field} is required", $"orders[{index}].{field}");
                return false;
            }

            read.Add(leg.ToTerms(leg.ClOrdId ?? Guid.CreateVersion7().ToString("N")));
        }

        legs = read.ToImmutable();
        return true;
    }

    private static OrderListResource Show(Decision.ListPlaced placed, OrderReader reader, long seq) =>
        OrderListResource.From(placed.List.Value, [.. placed.Orders.Select(order => reader.Show(order, seq))]);

    private static ProblemHttpResult Unknown(string id) => Problem.NotFound("UNKNOWN_LIST", $"no order list {id} is known");
}

/// <summary>A list with its orders, the parent first.</summary>
internal sealed record OrderListResource(
    string ListId, ContingencyType? ContingencyType, string Account, IReadOnlyList<OrderResource> Orders, long Seq)
{
    /// <param name="orders">At least one.</param>
    public static OrderListResource From(string id, IReadOnlyList<OrderResource> orders) =>
        new(id, orders[0].ContingencyType, orders[0].Account, orders, orders.Max(order => order.Seq));
}
