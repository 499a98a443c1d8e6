using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Json;
using Oms.Engine;
using Oms.InteractiveBrokers;
using Oms.Server.Access;
using Oms.Server.Accounts;
using Oms.Server.Bootstrap;
using Oms.Server.Broker;
using Oms.Server.Executions;
using Oms.Server.Health;
using Oms.Server.Instruments;
using Oms.Server.MarketData;
using Oms.Server.Metrics;
using Oms.Server.Orders;
using Oms.Server.Positions;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Server.Risk;
using Oms.Server.Streams;
using Oms.Storage;

namespace Oms.Server.Hosting;

/// <summary>Puts the program together: engine, broker link, read model, API and dashboard in one process.</summary>
internal static class ServerHost
{
    private const int BodyBytesMax = 1 << 20;

    public static WebApplication Build(OmsSettings settings)
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
        });
        builder.WebHost.UseUrls($"http://{settings.WebAddress}:{settings.WebPort}");
        Logging.Configure(builder.Logging, settings);
        AddEngine(builder.Services, settings);
        AddApi(builder.Services, settings);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void AddEngine(IServiceCollection services, OmsSettings settings)
    {
        Directory.CreateDirectory(settings.DataDirectory);
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(settings.Database, settings.Shard);
        services.AddSingleton(new EngineOptions(settings.Shard));
        services.AddSingleton(new IbOptions(settings.BrokerHost ?? "127.0.0.1", settings.BrokerPort, settings.BrokerClientId));
        services.AddSingleton<EngineMetrics>().AddSingleton<EventFeed>().AddSingleton<ReferenceData>().AddSingleton<QuoteBoard>();
        services.AddSingleton<Sequencer>().AddSingleton<TradingDesk>().AddSingleton<BrokerGateway>();
        services.AddSingleton<IBroker, IbBroker>();
        services.AddSingleton<EngineService>().AddHostedService(provider => provider.GetRequiredService<EngineService>());
        services.AddHostedService<FirstStart>();
    }

    private static void AddApi(IServiceCollection services, OmsSettings settings)
    {
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails().AddExceptionHandler<ExceptionProblems>();
        services.AddSingleton(SecretKeys.From(settings));
        services.AddAccess();
        services.AddAuthentication(OmsAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, OmsAuthentication>(OmsAuthentication.SchemeName, null);
        services.AddPolicies();
        services.AddSingleton<SeenSeq>().AddSingleton<OrderReader>().AddSingleton<PositionPricer>();
        services.AddSingleton<StreamMessages>().AddSingleton<StreamMetrics>();
        services.AddMetricsEndpoint();
        services.AddApiDocument();
    }

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseSecurityHeaders();
        app.UseDashboard();
        app.UseAuthentication();
        app.UseAuthorization();
        var api = app.MapGroup("/api/v1");
        api.MapAuth();
        api.MapHealth();
        api.MapStream();
        api.MapBroker();
        api.MapInstruments();
        api.MapQuotes();
        var reading = api.MapGroup("").AddEndpointFilter(app.Services.GetRequiredService<SeenSeq>().FilterAsync);
        reading.MapOrders();
        reading.MapExecutions();
        reading.MapPositions();
        reading.MapAccounts();
        reading.MapRisk();
        app.MapGroup("").ExcludeFromDescription().MapHealth(); // Where orchestrators look first.
        app.MapApiDocument();
        app.MapMetrics();
        app.MapDashboard();
    }
}
