using Oms.Engine;
using Oms.Engine.Reconciliation;
using Oms.InteractiveBrokers;
using Oms.Server.Bootstrap;
using Oms.Server.Health;
using Oms.Server.Journal;
using Oms.Server.MarketData;
using Oms.Server.Messaging;
using Oms.Server.Metrics;
using Oms.Server.Remote;
using Oms.Storage;
using Oms.Storage.ReadModel;
using Oms.Trading.Broker;

namespace Oms.Server.Hosting;

/// <summary>The only writer of a shard's orders: journal, sequencer, broker link and read model.</summary>
internal static class EngineRole
{
    private const long LagMax = 10_000;

    public static readonly Role Role = new("engine")
    {
        Listener = settings => new(settings.Address, settings.EnginePort),
        AddServices = AddServices,
        Map = routes => routes.MapEngine(),
        Reasons = (services, _) => ValueTask.FromResult<IReadOnlyList<HealthReason>>([.. Reasons(services)]),
    };

    private static void AddServices(IServiceCollection services, OmsSettings settings)
    {
        services.AddStorage(settings.Database, settings.Shard);
        services.AddSingleton(new EngineOptions(settings.Shard) { Mode = settings.TradingMode });
        services.AddSingleton(new RoundOptions { Interval = settings.ReconcileInterval, Restart = settings.Restart });
        services.AddSingleton(new IbOptions(settings.BrokerHost ?? "127.0.0.1", settings.BrokerPort, settings.BrokerClientId)
        {
            WitnessClientId = settings.WitnessClientId,
            Mode = settings.TradingMode,
            Restart = settings.Restart,
        });
        services.AddJournalChecks(settings);
        services.AddSingleton<EngineMetrics>().AddSingleton<EventFeed>().AddSingleton<ReferenceData>().AddSingleton<QuoteBoard>();
        services.AddSingleton<Sequencer>().AddSingleton<ITradingDesk, TradingDesk>().AddSingleton<BrokerGateway>();
        services.AddSingleton<IBroker, IbBroker>();
        services.AddSingleton<EngineService>().AddHostedService(provider => provider.GetRequiredService<EngineService>());
        services.AddSingleton<ReconciliationMetrics>().AddHostedService<ReconciliationService>();
        services.AddHostedService<FirstStart>().AddHostedService<WakeUps.Sender>().AddHostedService<QuotePublisher>().AddHostedService<EngineGauges>();
    }

    private static IEnumerable<HealthReason> Reasons(IServiceProvider services)
    {
        if (services.GetRequiredService<Sequencer>().StopReason is { } stopped) yield return new("ENGINE_STOPPED", stopped);
        var link = services.GetRequiredService<IBroker>().Status;
        if (!link.State.IsInStep())
            yield return new("BROKER_NOT_CONNECTED", $"{link.Host}:{link.Port} is {link.State}: {link.Reason ?? "not heard yet"}");
        var projector = services.GetRequiredService<Projector>();
        if (projector.LastError is { } error) yield return new("READ_MODEL_FAILED", error);
        else if (projector.Lag is > LagMax and var lag) yield return new("READ_MODEL_BEHIND", $"{lag} events behind the journal");
    }
}
