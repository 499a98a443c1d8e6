using Microsoft.AspNetCore.Authentication;
using Oms.Server.Access;
using Oms.Server.Accounts;
using Oms.Server.Audit;
using Oms.Server.Broker;
using Oms.Server.Executions;
using Oms.Server.Health;
using Oms.Server.Instruments;
using Oms.Server.Jobs;
using Oms.Server.MarketData;
using Oms.Server.Notifications;
using Oms.Server.Orders;
using Oms.Server.Positions;
using Oms.Server.Reading;
using Oms.Server.Reconciliation;
using Oms.Server.Reports;
using Oms.Server.Risk;
using Oms.Server.Schedules;
using Oms.Server.Streams;
using Oms.Server.Webhooks;
using Oms.Storage.ReadModel;

namespace Oms.Server.Hosting;

/// <summary>API, streams, dashboard. It keeps nothing: any number of them stand side by side.</summary>
internal static class WebRole
{
    public static readonly Role Role = new("web")
    {
        Listener = settings => new(settings.WebAddress, settings.WebPort),
        AddServices = AddServices,
        Map = Map,
        Reasons = (services, _) => ValueTask.FromResult<IReadOnlyList<HealthReason>>([.. Reasons(services)]),
        NeedsDesk = true,
    };

    private static void AddServices(IServiceCollection services, OmsSettings settings)
    {
        services.AddAccess();
        services.AddAuthentication(OmsAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, OmsAuthentication>(OmsAuthentication.SchemeName, null);
        services.AddPolicies();
        services.AddSingleton<SeenSeq>().AddSingleton<OrderReader>().AddSingleton<OrderStory>().AddSingleton<PositionPricer>();
        services.AddSingleton<StreamMessages>().AddSingleton<StreamSource>().AddSingleton<StreamMetrics>();
        services.AddJobs();
        services.AddApiDocument();
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapAuth();
        api.MapTotp();
        api.MapHealth();
        api.MapStream();
        api.MapBroker();
        api.MapInstruments();
        api.MapQuotes();
        var reading = api.MapGroup("").AddEndpointFilter(routes.ServiceProvider.GetRequiredService<SeenSeq>().FilterAsync);
        reading.MapOrders();
        reading.MapOrderLists();
        reading.MapBatch();
        reading.MapExecutions();
        reading.MapPositions();
        reading.MapAccounts();
        reading.MapPnl();
        reading.MapRisk();
        reading.MapReconciliation();
        reading.MapRiskStatus();
        reading.MapAudit();
        api.MapReports();
        var administration = api.MapGroup("").RequireAuthorization(Policies.Admin);
        administration.MapJobs();
        administration.MapSchedules();
        administration.MapWebhooks();
        administration.MapNotifications();
        routes.MapApiDocument();
        routes.MapDashboard();
    }

    // An engine that is away does not stand in the way of reading: it is not asked here.
    private static IEnumerable<HealthReason> Reasons(IServiceProvider services)
    {
        if (services.GetService<JournalFollower>()?.LastError is { } error) yield return new("JOURNAL_NOT_READ", error);
    }
}
