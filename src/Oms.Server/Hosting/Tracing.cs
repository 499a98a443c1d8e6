using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Oms.Server.Hosting;

/// <summary>Sends traces by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; without it nothing is collected.</summary>
internal static class Tracing
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Oms.Engine"];

    public static IServiceCollection AddTracing(this IServiceCollection services, OmsSettings settings, IReadOnlyList<Role> roles)
    {
        if (settings.TraceEndpoint is not { } endpoint) return services;
        var name = $"oms-{string.Join('-', roles.Select(role => role.Name))}";
        return services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(name))
            .AddSource(Sources)
            .AddOtlpExporter(otlp => otlp.Endpoint = endpoint)
            .Build());
    }
}
