using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Webhooks;

/// <summary>Addresses of the caller's firm that are told of events.</summary>
internal static class WebhooksApi
{
    public static readonly string[] Events = ["order", "position", "denial", "account", "broker"];

    private const int EndpointsMax = 20;
    private const int UrlMax = 2000;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapGet("/", List);
        webhooks.MapPost("/", Create);
        webhooks.MapPut("/{id:guid}", Change);
        webhooks.MapDelete("/{id:guid}", Delete);
        webhooks.MapPost("/{id:guid}/test", Test);
        webhooks.MapGet("/{id:guid}/deliveries", Deliveries);
        webhooks.MapPost("/{id:guid}/deliveries/{delivery:long}/retry", Retry);
    }

    private static async Task<Ok<PageAnswer<WebhookResource>>> List(Caller caller, SettingsDb db, CancellationToken ct)
    {
        var all = await Mine(db, caller).AsNoTracking().OrderBy(endpoint => endpoint.CreatedAt).ToListAsync(ct);
        return TypedResults.Ok(new PageAnswer<WebhookResource>([.. all.Select(endpoint => WebhookResource.From(endpoint, null))], null));
    }

    private static async Task<Results<Created<WebhookResource>, ProblemHttpResult>> Create(
        WebhookRequest request, Caller caller, SettingsDb db, EventFeed feed, SecretBox secrets, ITradingDesk desk, TimeProvider clock,
        HttpContext http, CancellationToken ct)
    {
        if (Check(request) is { } fault) return fault;
        if (await Mine(db, caller).CountAsync(ct) >= EndpointsMax) return Problem.Invalid("TOO_MANY_WEBHOOKS", $"a firm has up to {EndpointsMax}", "url");
        var secret = $"whsec_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        var endpoint = new WebhookEndpoint
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Firm = caller.Firm,
            Url = request.Url ?? "",
            Events = string.Join(' ', request.Events ?? []),
            Secret = secrets.Seal(secret),
            Enabled = request.Enabled ?? true,
            Cursor = feed.Head, // From now on; the past is asked for by the API.
            CreatedAt = Instant.Now(clock),
        };
        db.WebhookEndpoints.Add(endpoint);
        await db.SaveChangesAsync(ct);
        await desk.AuditAsync(JobsApi.Audit(caller, http, "WebhookCreated", $"webhook:{endpoint.Id}", endpoint.Url), ct);
        return TypedResults.Created($"/api/v1/webhooks/{endpoint.Id}", WebhookResource.From(endpoint, secret));
    }

    private static async Task<Results<Ok<WebhookResource>, ProblemHttpResult>> Change(
        Guid id, WebhookRequest request, Caller caller, SettingsDb db, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (Check(request) is { } fault) return fault;
        if (await FindAsync(db, caller, id, ct) is not { } endpoint) return Unknown(id);
        (endpoint.Url, endpoint.Events, endpoint.Enabled) = (request.Url ?? "", string.Join(' ', request.Events ?? []), request.Enabled ?? true);
        if (endpoint.Enabled) (endpoint.Failures, endpoint.DisabledBecause) = (0, null);
        await db.SaveChangesAsync(ct);
        await desk.AuditAsync(JobsApi.Audit(caller, http, "WebhookChanged", $"webhook:{id}", JsonSerializer.Serialize(request, ApiJson.Options)), ct);
        return TypedResults.Ok(WebhookResource.From(endpoint, null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Caller caller, SettingsDb db, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await Mine(db, caller).Where(endpoint => endpoint.Id == id).ExecuteDeleteAsync(ct) == 0) return Unknown(id);
        await desk.AuditAsync(JobsApi.Audit(caller, http, "WebhookDeleted", $"webhook:{id}", ""), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SendResult>, ProblemHttpResult>> Test(
        Guid id, Caller caller, SettingsDb db, WebhookSender sender, TimeProvider clock, CancellationToken ct)
    {
        if (await FindAsync(db, caller, id, ct) is not { } endpoint) return Unknown(id);
        var body = JsonSerializer.Serialize(new { Seq = 0, At = Instant.Now(clock), Kind = "Test", Messages = Array.Empty<object>() }, ApiJson.Options);
        return TypedResults.Ok(await sender.SendAsync(endpoint, 0, "Test", body, ct));
    }

    private static async Task<Results<Ok<PageAnswer<DeliveryResource>>, ProblemHttpResult>> Deliveries(
        Guid id, DeliveryStatus? status, string? cursor, int? limit, Caller caller, SettingsDb db, CancellationToken ct)
    {
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        if (await FindAsync(db, caller, id, ct) is null) return Unknown(id);
        var found = db.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.EndpointId == id);
        if (status is { } wanted) found = found.Where(delivery => delivery.Status == wanted);
        if (page.Cursor is { } before && long.TryParse(before, out var seq)) found = found.Where(delivery => delivery.Seq < seq);
        var items = await found.OrderByDescending(delivery => delivery.Seq).Take(page.Limit).ToListAsync(ct);
        return TypedResults.Ok(new PageAnswer<DeliveryResource>([.. items.Select(DeliveryResource.From)], items.Count == page.Limit ? $"{items[^1].Seq}" : null));
    }

    private static async Task<Results<Ok<DeliveryResource>, ProblemHttpResult>> Retry(
        Guid id, long delivery, Caller caller, SettingsDb db, ITradingDesk desk, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (await FindAsync(db, caller, id, ct) is null) return Unknown(id);
        var found = await db.WebhookDeliveries.FirstOrDefaultAsync(known => known.Id == delivery && known.EndpointId == id, ct);
        if (found is null) return Problem.NotFound("UNKNOWN_DELIVERY", $"no delivery {delivery} is known");
        (found.Status, found.Attempts, found.DueAt) = (DeliveryStatus.Pending, 0, Instant.Now(clock));
        await db.SaveChangesAsync(ct);
        await desk.AuditAsync(JobsApi.Audit(caller, http, "WebhookRetried", $"webhook:{id}", $"seq {found.Seq}"), ct);
        return TypedResults.Ok(DeliveryResource.From(found));
    }

    private static IQueryable<WebhookEndpoint> Mine(SettingsDb db, Caller caller) => db.WebhookEndpoints.Where(endpoint => endpoint.Firm == caller.Firm);

    private static Task<WebhookEndpoint?> FindAsync(SettingsDb db, Caller caller, Guid id, CancellationToken ct) =>
        Mine(db, caller).FirstOrDefaultAsync(endpoint => endpoint.Id == id, ct);

    private static ProblemHttpResult? Check(WebhookRequest request) =>
        request.Url is not { Length: <= UrlMax } || !WebhookSender.IsAllowed(request.Url)
            ? Problem.Invalid("FIELD_INVALID", "url is an http or https address without a user name, and not link-local", "url")
        : request.Events is { } events && events.Except(Events).Any()
            ? Problem.Invalid("FIELD_INVALID", $"events are of {string.Join(", ", Events)}", "events") : null;

    private static ProblemHttpResult Unknown(Guid id) => Problem.NotFound("UNKNOWN_WEBHOOK", $"no webhook {id} is known");
}

/// <summary>An address and what it is told of; no events means all.</summary>
internal sealed record WebhookRequest(string? Url = null, string[]? Events = null, bool? Enabled = null);

/// <param name="Secret">The signing key, told only when it is made.</param>
internal sealed record WebhookResource(
    Guid Id, string Url, IReadOnlyList<string> Events, bool Enabled, long Cursor, int Failures, string? DisabledBecause, Instant CreatedAt, string? Secret)
{
    public static WebhookResource From(WebhookEndpoint endpoint, string? secret) => new(endpoint.Id, endpoint.Url,
        endpoint.Events.Split(' ', StringSplitOptions.RemoveEmptyEntries), endpoint.Enabled, endpoint.Cursor, endpoint.Failures, endpoint.DisabledBecause,
        endpoint.CreatedAt, secret);
}

/// <summary>One event on its way to an endpoint.</summary>
internal sealed record DeliveryResource(
    long Id, long Seq, string Kind, DeliveryStatus Status, int Attempts, Instant DueAt, int? LastStatus, string? LastError, Instant CreatedAt, Instant? DeliveredAt)
{
    public static DeliveryResource From(WebhookDelivery delivery) => new(delivery.Id, delivery.Seq, delivery.Kind, delivery.Status, delivery.Attempts,
        delivery.DueAt, delivery.LastStatus, delivery.LastError, delivery.CreatedAt, delivery.DeliveredAt);
}
