using Oms.Engine;
using Oms.Server.Hosting;
using Oms.Server.MarketData;
using Oms.Server.Messaging;
using Oms.Storage;

namespace Oms.Server.Remote;

/// <summary>Registers what stands for the engine in a process without one.</summary>
internal static class RemoteServices
{
    public static IServiceCollection AddRemoteEngine(this IServiceCollection services, OmsSettings settings)
    {
        services.AddStorageFollower(settings.Database, settings.Shard);
        services.AddSingleton<EventFeed>().AddSingleton<ReferenceData>().AddSingleton<QuoteBoard>();
        services.AddSingleton<ITradingDesk>(provider => ActivatorUtilities.CreateInstance<RemoteDesk>(provider, settings.EngineUrl));
        services.AddHostedService<WakeUps.Receiver>().AddHostedService<QuoteReceiver>();
        return services;
    }
}
