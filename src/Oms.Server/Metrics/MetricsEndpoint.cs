using System.Net;
using Oms.Engine;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Oms.Server.Metrics;

/// <summary><c>GET /metrics</c>, for Prometheus.</summary>
internal static class MetricsEndpoint
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Our own meters first; the platform's by the names that .NET documents.
    private static readonly string[] Meters =
    [
        EngineMetrics.MeterName, "Oms.Storage", "Oms.Tws", "Oms.InteractiveBrokers", "Oms.Server", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql",
    ];

    public static IServiceCollection AddMetricsEndpoint(this IServiceCollection services)
    {
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton(provider => Sdk.CreateMeterProviderBuilder()
            .AddMeter(Meters)
            .AddReader(new BaseExportingMetricReader(provider.GetRequiredService<PrometheusExporter>()))
            .Build());
        return services;
    }

    // A scraper on this machine needs no sign-in; from elsewhere, figures of a trading desk are nobody's business.
    private static bool MayLook(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true } || http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    public static void MapMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<MeterProvider>(); // Collecting starts now, not at the first scrape.
        app.MapGet("/metrics", async (HttpContext http, PrometheusExporter exporter, CancellationToken ct) =>
            MayLook(http) ? Results.Text(await exporter.ScrapeAsync(ct), ContentType) : Results.Challenge()).ExcludeFromDescription();
    }
}
