using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Server.Hosting;

namespace Oms.Server.Health;

/// <summary>Whether the process lives, and whether the roles in it can do their work.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("/", () => TypedResults.Ok(new HealthAnswer("alive", [])));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<JsonHttpResult<HealthAnswer>> ReadyAsync(IServiceProvider services, CancellationToken ct)
    {
        var reasons = new List<HealthReason>();
        foreach (var role in services.GetRequiredService<IReadOnlyList<Role>>()) reasons.AddRange(await role.Reasons(services, ct));
        return reasons.Count == 0
            ? TypedResults.Json(new HealthAnswer("ready", []))
            : TypedResults.Json(new HealthAnswer("not ready", reasons), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>What stands in the way, if anything.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthReason> Reasons);

internal sealed record HealthReason(string Code, string Detail);
