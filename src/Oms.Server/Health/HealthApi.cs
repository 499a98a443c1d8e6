using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Storage.ReadModel;
using Oms.Trading.Broker;

namespace Oms.Server.Health;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthApi
{
    private const long LagMax = 10_000;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("/", () => TypedResults.Ok(new HealthAnswer("alive", [])));
        health.MapGet("/ready", Ready);
    }

    private static JsonHttpResult<HealthAnswer> Ready(Sequencer sequencer, IBroker broker, EventFeed feed, Projector projector)
    {
        var reasons = Reasons(sequencer, broker, feed, projector).ToArray();
        return reasons.Length == 0
            ? TypedResults.Json(new HealthAnswer("ready", []))
            : TypedResults.Json(new HealthAnswer("not ready", reasons), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static IEnumerable<HealthReason> Reasons(Sequencer sequencer, IBroker broker, EventFeed feed, Projector projector)
    {
        if (sequencer.StopReason is { } stopped) yield return new("ENGINE_STOPPED", stopped);
        var link = broker.Status;
        if (link.State != nameof(LinkState.Ready))
            yield return new("BROKER_NOT_CONNECTED", $"{link.Host}:{link.Port} is {link.State}: {link.Reason ?? "not heard yet"}");
        if (projector.LastError is { } error) yield return new("READ_MODEL_FAILED", error);
        else if (feed.Head - projector.Checkpoint is > LagMax and var lag)
            yield return new("READ_MODEL_BEHIND", $"{lag} events behind the journal");
    }
}

/// <summary>What stands in the way, if anything.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthReason> Reasons);

internal sealed record HealthReason(string Code, string Detail);
