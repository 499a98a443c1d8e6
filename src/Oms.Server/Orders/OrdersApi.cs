using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server.Orders;

/// <summary>Place, change, cancel and look at orders.</summary>
internal static class OrdersApi
{
    private const int StoryMax = 1000;

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders");
        orders.MapPost("/", Place).RequireAuthorization(Policies.Trade);
        orders.MapPost("/preview", Preview).RequireAuthorization(Policies.Trade);
        orders.MapPatch("/{id}", Replace).RequireAuthorization(Policies.Trade);
        orders.MapPost("/{id}/claim", Claim).RequireAuthorization(Policies.Trade);
        orders.MapDelete("/{id}", Cancel).RequireAuthorization(Policies.Trade);
        orders.MapDelete("/", CancelAll).RequireAuthorization(Policies.Trade);
        orders.MapGet("/", List).RequireAuthorization(Policies.View);
        orders.MapGet("/{id}", Get).RequireAuthorization(Policies.View);
        orders.MapGet("/{id}/events", Story).RequireAuthorization(Policies.View);
    }

    // ClOrdId is the idempotency key: the same request twice gets the same order.
    private static async Task<Results<Created<OrderResource>, Ok<OrderResource>, ProblemHttpResult>> Place(
        PlaceOrderRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        Caller caller,
        ITradingDesk desk,
        OrderReader reader,
        HttpResponse response,
        CancellationToken ct)
    {
        if (request.MissingField is { } field) return Problem.Invalid("FIELD_REQUIRED", $"{field} is required", field);
        var clOrdId = request.ClOrdId ?? idempotencyKey ?? Guid.CreateVersion7().ToString("N");
        var answer = await desk.PlaceAsync(request.ToTerms(clOrdId), caller.Actor, ct, request.Urgent ?? false);
        switch (answer.Decision)
        {
            case Decision.Accepted { Order: { } order }:
                reader.Remember(caller, answer.Seq);
                return TypedResults.Created($"/api/v1/orders/{order.Id}", reader.Show(order, answer.Seq));
            case Decision.Replayed replayed:
                response.Headers["Idempotent-Replayed"] = "true";
                return TypedResults.Ok(reader.Show(replayed.Order, answer.Seq));
            case Decision.Denied denied: return Problem.Denied(denied);
            default: throw new UnreachableException();
        }
    }

    private static async Task<Results<Accepted<OrderResource>, ProblemHttpResult>> Claim(
        string id, string? account, Caller caller, ITradingDesk desk, OrderReader reader, CancellationToken ct)
    {
        if (await reader.FindAsync(caller, id, account, ct) is not { } order) return Unknown(id);
        return Asked(await desk.ClaimAsync(order.Order, caller.Actor, ct), caller, reader);
    }

    private static async Task<Results<Accepted<OrderResource>, ProblemHttpResult>> Cancel(
        string id, string? account, Caller caller, ITradingDesk desk, OrderReader reader, CancellationToken ct)
    {
        if (await reader.FindAsync(caller, id, account, ct) is not { } order) return Unknown(id);
        return Asked(Known(order.Order, await desk.CancelAsync(order.Order, caller.Actor, ct)), caller, reader);
    }

    private static async Task<Results<Accepted<CancelAllAnswer>, ProblemHttpResult>> CancelAll(
        string? account, Caller caller, ITradingDesk desk, OrderReader reader, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(account)) return Problem.Invalid("FIELD_REQUIRED", "account is required", "account");
        var answer = await desk.CancelAllAsync(new(account), caller.Actor, ct);
        if (answer.Decision is Decision.Denied denied) return Problem.Denied(denied);
        reader.Remember(caller, answer.Seq);
        return TypedResults.Accepted((string?)null, new CancelAllAnswer(((Decision.Accepted)answer.Decision).Count, answer.Seq));
    }

    private static async Task<Results<Accepted<OrderResource>, ProblemHttpResult>> Replace(
        string id,
        string? account,
        ReplaceOrderRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        Caller caller,
        ITradingDesk desk,
        OrderReader reader,
        CancellationToken ct)
    {
        if (request is { OrderQty: null, Price: null, Pricing: null })
            return Problem.Invalid("FIELD_REQUIRED", "orderQty, price, stopPx or a trail is required", "orderQty");
        if (!TryVersion(ifMatch, out var version))
            return Problem.Result(StatusCodes.Status400BadRequest, "IF_MATCH_INVALID", "If-Match is a version in quotes", "If-Match");
        if (await reader.FindAsync(caller, id, account, ct) is not { } order) return Unknown(id);
        var terms = new ReplaceTerms(request.OrderQty ?? order.Order.Terms.OrderQty, request.Price ?? order.Order.Terms.Price)
        {
            Pricing = request.Pricing,
        };
        return Asked(Known(order.Order, await desk.ReplaceAsync(order.Order, terms, version, caller.Actor, ct)), caller, reader);
    }

    private static async Task<Results<Ok<PreviewAnswer>, ProblemHttpResult>> Preview(
        PlaceOrderRequest request, Caller caller, ITradingDesk desk, CancellationToken ct)
    {
        if (request.MissingField is { } field) return Problem.Invalid("FIELD_REQUIRED", $"{field} is required", field);
        var terms = request.ToTerms(request.ClOrdId ?? "preview");
        return (await desk.PreviewAsync(terms, caller.Actor, ct)).Decision switch
        {
            Decision.Previewed seen => TypedResults.Ok(PreviewAnswer.From(seen)),
            Decision.Denied denied => Problem.Denied(denied),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<PageAnswer<OrderResource>>, ProblemHttpResult>> List(
        string? account, string? symbol, string? status, string? cursor, int? limit, Caller caller, OrderReader reader, CancellationToken ct)
    {
        OrderScope? scope = status switch
        {
            null or "all" => OrderScope.All,
            "open" => OrderScope.Open,
            "closed" => OrderScope.Closed,
            _ => null,
        };
        if (scope is not { } wanted) return Problem.Invalid("FIELD_INVALID", "status is open, closed or all", "status");
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        return TypedResults.Ok(await reader.ListAsync(caller, account, symbol, wanted, page, ct));
    }

    private static async Task<Results<Ok<OrderResource>, ProblemHttpResult>> Get(
        string id, string? account, Caller caller, OrderReader reader, CancellationToken ct) =>
        await reader.FindAsync(caller, id, account, ct) is { } found
            ? TypedResults.Ok(reader.Show(found.Order, found.UpdatedSeq))
            : Unknown(id);

    private static async Task<Results<Ok<PageAnswer<StoryEntry>>, ProblemHttpResult>> Story(
        string id, string? account, long? from, DateTimeOffset? at, Caller caller, OrderReader reader, OrderStory story, CancellationToken ct)
    {
        if (await reader.FindAsync(caller, id, account, ct) is not { } found) return Unknown(id);
        var told = await story.TellAsync(found.Order.Id, at is { } time ? Instant.From(time) : null, ct);
        var page = told.Where(entry => entry.Seq >= (from ?? 1)).Take(StoryMax).Select(reader.Tell).ToList();
        var next = page.Count == StoryMax ? (page[^1].Seq + 1).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new PageAnswer<StoryEntry>(page, next));
    }

    private static Results<Accepted<OrderResource>, ProblemHttpResult> Asked(Answer answer, Caller caller, OrderReader reader)
    {
        if (answer.Decision is Decision.Denied denied) return Problem.Denied(denied);
        if (answer.Decision is not Decision.Accepted { Order: { } order }) throw new UnreachableException();
        reader.Remember(caller, answer.Seq);
        return TypedResults.Accepted($"/api/v1/orders/{order.Id}", reader.Show(order, answer.Seq));
    }

    private static bool TryVersion(string? ifMatch, out int? version)
    {
        version = null;
        if (ifMatch is null or "*") return true;
        var isNumber = int.TryParse(ifMatch.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        version = number;
        return isNumber;
    }

    // The engine has forgotten what closed long ago; the read model has not.
    private static Answer Known(Order order, Answer answer) =>
        order.IsClosed && answer.Decision is Decision.Denied { First.Code: "UNKNOWN_ORDER" }
            ? answer with { Decision = new Decision.Denied(new Denial("ORDER_CLOSED", $"the order is already {order.Working}"), order) }
            : answer;

    private static ProblemHttpResult Unknown(string id) => Problem.NotFound("UNKNOWN_ORDER", $"no order {id} is known");
}

/// <summary>How many orders were asked to be canceled.</summary>
internal sealed record CancelAllAnswer(int Requested, long Seq);
