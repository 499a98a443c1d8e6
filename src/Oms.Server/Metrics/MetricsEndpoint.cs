using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Oms.Engine;
using Oms.Server.Hosting;
using Oms.Server.Problems;
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
    private static bool MayLook(HttpContext http, OmsSettings settings)
    {
        if (http.User.Identity is { IsAuthenticated: true }) return true;
        if (http.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)) return false; // Of a proxy that is not trusted.
        return http.Connection.RemoteIpAddress is { } remote
            && (remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote) is var address
            && (IPAddress.IsLoopback(address) || settings.MetricsReaders.Any(network => network.Contains(address)));
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<MeterProvider>(); // Collecting starts now, not at the first scrape.
        routes.MapGet("/metrics", async Task<IResult> (HttpContext http, OmsSettings settings, PrometheusExporter exporter, CancellationToken ct) =>
            MayLook(http, settings)
                ? Results.Text(await exporter.ScrapeAsync(ct), ContentType)
                : Problem.Result(StatusCodes.Status401Unauthorized, "NOT_SIGNED_IN", "metrics are for this machine, OMS_METRICS_FROM, or a sign-in"))
            .ExcludeFromDescription();
    }
}
