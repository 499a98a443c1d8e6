using Oms.Engine;
using Oms.Server.Hosting;
using Oms.Server.Problems;

namespace Oms.Server.Remote;

/// <summary>The desk for the program's other processes. Nobody else has the token, and without it nothing answers.</summary>
internal static class EngineApi
{
    public const string Commands = "internal/commands";
    public const string Status = "internal/status";
    public const string Quotes = "internal/quotes";
    public const string Link = "internal/link";

    public static void MapEngine(this IEndpointRouteBuilder routes)
    {
        var token = EngineToken.From(routes.ServiceProvider.GetRequiredService<SecretKeys>());
        var engine = routes.MapGroup("").ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
            EngineToken.Fits(token, context.HttpContext.Request.Headers.Authorization)
                ? await next(context)
                : Problem.Result(StatusCodes.Status401Unauthorized, "CREDENTIALS_INVALID", "this is for the program's own processes"));
        engine.MapPost(Commands, async (HttpContext http, ITradingDesk desk, CancellationToken ct) =>
            Answer(await desk.SubmitAsync(await ReadAsync<DeskRequest>(http, ct), ct)));
        engine.MapGet(Status, async (ITradingDesk desk, CancellationToken ct) => Answer(await desk.StatusAsync(ct)));
        engine.MapGet(Quotes, async (ITradingDesk desk, CancellationToken ct) => Answer(await desk.QuotesAsync(ct)));
        engine.MapPost(Link, async (HttpContext http, ITradingDesk desk, CancellationToken ct) =>
            Answer(new LinkAnswer(await desk.ControlAsync((await ReadAsync<LinkRequest>(http, ct)).Control, ct))));
    }

    private static async ValueTask<T> ReadAsync<T>(HttpContext http, CancellationToken ct) =>
        await http.Request.ReadFromJsonAsync<T>(DeskJson.Options, ct) ?? throw new BadHttpRequestException("the body is empty");

    private static IResult Answer<T>(T value) => Results.Json(value, DeskJson.Options);
}

internal sealed record LinkRequest(LinkControl Control);

internal sealed record LinkAnswer(Trading.Denial? Denial);
