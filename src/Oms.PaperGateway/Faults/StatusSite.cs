using System.Globalization;
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
/// The HTTP port beside the TWS port: health, books to compare with, and misbehaviour on request. It asks for no
/// password.
/// </summary>
internal sealed class StatusSite : IAsyncDisposable
{
    private static readonly TimeSpan readyWithin = TimeSpan.FromSeconds(2);
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
        MapReads(application, control);
        MapWrites(application, control);
        await application.StartAsync();
        return new StatusSite(application);
    }

    public async ValueTask DisposeAsync()
    {
        await site.StopAsync();
        await site.DisposeAsync();
    }

    private static void MapReads(IEndpointRouteBuilder routes, GatewayControl control)
    {
        routes.MapGet("/health", () => Results.Json(new { status = "alive" }));
        routes.MapGet("/health/ready", (CancellationToken ct) => ReadyAsync(control, ct));
        routes.MapGet("/metrics", async (CancellationToken ct) => Results.Text(await MetricsAsync(control, ct)));
        routes.MapGet("/books", async (CancellationToken ct) => Results.Ok(await control.ReadBooksAsync(ct)));
        routes.MapGet("/faults", async (CancellationToken ct) => Results.Ok(await control.ReadFaultsAsync(ct)));
    }

    private static void MapWrites(IEndpointRouteBuilder routes, GatewayControl control)
    {
        routes.MapPost("/script", (HttpRequest request, CancellationToken ct) => DoAsync(RunAsync(control, request, ct)));
        routes.MapPost("/faults", (Fault fault, CancellationToken ct) => DoAsync(control.PlanAsync(fault, ct)));
        routes.MapDelete("/faults", (CancellationToken ct) => DoAsync(control.ClearFaultsAsync(ct)));
        routes.MapPost("/faults/correction", (Intervention.Correct correct, CancellationToken ct) =>
            DoAsync(control.DoAsync(correct, ct)));
        routes.MapPost("/faults/fill", (Intervention.FillElsewhere fill, CancellationToken ct) =>
            DoAsync(control.DoAsync(fill, ct)));
        routes.MapPost("/faults/notice", (Intervention.Notify notice, CancellationToken ct) =>
            DoAsync(control.DoAsync(notice, ct)));
        routes.MapPost("/faults/disconnect", (int? clientId, CancellationToken ct) =>
            DoAsync(control.DisconnectAsync(clientId, ct)));
        routes.MapPost("/market", (Intervention.MoveMarket move, CancellationToken ct) =>
            DoAsync(control.DoAsync(move, ct)));
        routes.MapPost("/clock", (ClockStep step, CancellationToken ct) =>
            DoAsync(control.AdvanceAsync(step.Advance, ct)));
    }

    // The loop that owns the books has to answer; one that hangs or has ended does not.
    private static async Task<IResult> ReadyAsync(GatewayControl control, CancellationToken ct)
    {
        try
        {
            var clients = await control.CountClientsAsync(ct).WaitAsync(readyWithin, ct);
            return Results.Json(new { status = "ready", clients });
        }
        catch (TimeoutException)
        {
            return Results.Json(
                new { status = "not ready", reason = $"the books do not answer within {readyWithin.TotalSeconds} s" },
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<string> MetricsAsync(GatewayControl control, CancellationToken ct)
    {
        var books = await control.ReadBooksAsync(ct);
        var clients = await control.CountClientsAsync(ct);
        var faults = await control.ReadFaultsAsync(ct);
        return string.Concat(
            Gauge("oms_paper_clients", "Clients that are connected.", clients),
            Gauge("oms_paper_orders", "Orders open or ended today.", books.Orders.Count),
            Gauge("oms_paper_executions", "Fills of today.", books.Executions.Count),
            Gauge("oms_paper_faults_planned", "Faults that wait for their occasion.", faults.Count),
            Gauge("oms_paper_clock_seconds", "The time of the gateway since 1970.", books.At.ToUnixTimeSeconds()));
    }

    private static string Gauge(string name, string help, long value) => string.Create(
        CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");

    private static async Task RunAsync(GatewayControl control, HttpRequest request, CancellationToken ct)
    {
        using var body = new StreamReader(request.Body);
        await control.RunAsync(FaultScript.Parse((await body.ReadToEndAsync(ct)).Split('\n')), ct);
    }

    private static async Task<IResult> DoAsync(Task call)
    {
        try
        {
            await call;
            return Results.NoContent();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private sealed record ClockStep(TimeSpan Advance);
}
