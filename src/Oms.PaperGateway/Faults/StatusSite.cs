using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Oms.PaperGateway.Faults;

/// <summary>
/// The HTTP port beside the TWS port: books to compare with, and misbehaviour on request. It asks for no password.
/// </summary>
internal sealed class StatusSite : IAsyncDisposable
{
    private readonly WebApplication site;

    private StatusSite(WebApplication site) => this.site = site;

    public int Port => new Uri(site.Urls.First()).Port;

    public static async Task<StatusSite> StartAsync(
        GatewayControl control, IPAddress address, int port, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(loggers);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.NumberHandling = JsonNumberHandling.AllowReadingFromString;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
        builder.WebHost.ConfigureKestrel(o => o.Listen(address, port));
        var application = builder.Build();
        Map(application, control);
        await application.StartAsync();
        return new StatusSite(application);
    }

    public async ValueTask DisposeAsync()
    {
        await site.StopAsync();
        await site.DisposeAsync();
    }

    private static void Map(IEndpointRouteBuilder routes, GatewayControl control)
    {
        routes.MapGet("/health", () => Results.Ok());
        routes.MapGet("/books", async (CancellationToken ct) => Results.Ok(await control.ReadBooksAsync(ct)));
        routes.MapPost("/faults", (Fault fault, CancellationToken ct) => DoAsync(control.PlanAsync(fault, ct)));
        routes.MapDelete("/faults", (CancellationToken ct) => DoAsync(control.ClearFaultsAsync(ct)));
        routes.MapPost("/faults/correction", (Correction c, CancellationToken ct) =>
            DoAsync(control.CorrectExecutionAsync(c.ExecId, c.Quantity, c.Price, ct)));
        routes.MapPost("/faults/fill", (OutsideFill f, CancellationToken ct) =>
            DoAsync(control.FillElsewhereAsync(f.Account, f.Symbol, f.Quantity, f.Price, ct)));
        routes.MapPost(
            "/faults/notice", (NoticeText n, CancellationToken ct) => DoAsync(control.NotifyAsync(n.Code, n.Text, ct)));
        routes.MapPost(
            "/faults/disconnect",
            (int? clientId, CancellationToken ct) => DoAsync(control.DisconnectAsync(clientId, ct)));
        routes.MapPost(
            "/market", (Move m, CancellationToken ct) => DoAsync(control.MoveMarketAsync(m.Symbol, m.Price, ct)));
        routes.MapPost(
            "/clock", (ClockStep step, CancellationToken ct) => DoAsync(control.AdvanceAsync(step.Advance, ct)));
    }

    private static async Task<IResult> DoAsync(Task call)
    {
        try
        {
            await call;
            return Results.NoContent();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private sealed record Correction(string ExecId, decimal Quantity, decimal Price);

    private sealed record OutsideFill(string Account, string Symbol, decimal Quantity, decimal Price);

    private sealed record NoticeText(int Code, string Text);

    private sealed record Move(string Symbol, decimal Price);

    private sealed record ClockStep(TimeSpan Advance);
}
