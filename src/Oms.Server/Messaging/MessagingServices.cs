using Oms.Server.Hosting;

namespace Oms.Server.Messaging;

/// <summary>Registers the bus that fits: over Redis where one is named, else within the process.</summary>
internal static class MessagingServices
{
    public static IServiceCollection AddMessageBus(this IServiceCollection services, OmsSettings settings)
    {
        if (settings.MessageBroker is not { } url) return services.AddSingleton<IMessageBus, InProcessBus>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisBus>(provider, url));
        services.AddHostedService(provider => provider.GetRequiredService<RedisBus>());
        return services.AddSingleton<IMessageBus>(provider => provider.GetRequiredService<RedisBus>());
    }
}
