using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.HttpOverrides;
using Oms.Server.Health;
using Oms.Server.Messaging;
using Oms.Server.Metrics;
using Oms.Server.Problems;
using Oms.Server.Remote;
using Oms.Server.Streams;
using OpenTelemetry.Trace;

namespace Oms.Server.Hosting;

/// <summary>Puts roles together in one process: one container, one listener for each role that has one.</summary>
internal static class RoleHost
{
    private const int BodyBytesMax = 1 << 20;

    /// <exception cref="SettingException">A setting that these roles need is missing or cannot be used.</exception>
    public static WebApplication Build(OmsSettings settings, params IReadOnlyList<Role> roles)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            foreach (var role in roles) RoleListeners.Listen(kestrel, role, settings);
        });
        Logging.Configure(builder.Logging, settings);
        AddServices(builder.Services, settings, roles);
        var app = builder.Build();
        Map(app, settings, roles);
        return app;
    }

    private static void AddServices(IServiceCollection services, OmsSettings settings, IReadOnlyList<Role> roles)
    {
        Directory.CreateDirectory(settings.DataDirectory);
        services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton(SecretKeys.From(settings)).AddSingleton(roles);
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails().AddExceptionHandler<ExceptionProblems>();
        services.AddSingleton<MatcherPolicy, RoleListeners>();
        services.AddMetricsEndpoint();
        services.AddTracing(settings, roles);
        services.AddMessageBus(settings);
        if (roles.All(role => role.Name != EngineRole.Role.Name) && roles.Any(role => role.NeedsDesk)) services.AddRemoteEngine(settings);
        foreach (var role in roles) role.AddServices(services, settings);
    }

    private static void Map(WebApplication app, OmsSettings settings, IReadOnlyList<Role> roles)
    {
        app.Services.GetService<TracerProvider>(); // Collecting starts now, not when somebody first asks.
        app.UseForwardedHeaders(ProxyOptions(settings));
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseSecurityHeaders();
        if (roles.Contains(WebRole.Role)) app.UseWhen(http => RoleMark.IsOf(http, WebRole.Role), pages => pages.UseDashboard());
        app.UseWebSockets(new() { KeepAliveInterval = StreamSource.KeepAlivePeriod });
        app.UseRouting();
        if (app.Services.GetService<IAuthenticationSchemeProvider>() is not null) app.UseAuthentication().UseAuthorization();
        foreach (var role in roles.Where(role => role.Listener is not null))
        {
            var listener = app.MapGroup("").WithMetadata(new RoleMark(role.Name));
            listener.MapGroup("").ExcludeFromDescription().MapHealth(); // Where orchestrators look first.
            listener.MapMetrics();
            role.Map(listener);
        }
    }

    // Addresses in headers are believed of the proxies that are named, and of nobody else.
    private static ForwardedHeadersOptions ProxyOptions(OmsSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        return options;
    }
}
