using Microsoft.Extensions.DependencyInjection.Extensions;
using Oms.Engine.Journal;
using Oms.Server.Hosting;

namespace Oms.Server.Journal;

/// <summary>Registers what signs and checks the journal, for the engine and for the nightly job.</summary>
internal static class JournalChecks
{
    public static IServiceCollection AddJournalChecks(this IServiceCollection services, OmsSettings settings)
    {
        services.TryAddSingleton(_ => SigningKey.Of(settings));
        services.TryAddSingleton(provider => new HeadSigner(
            provider.GetRequiredService<HeadKey>(), provider.GetRequiredService<IJournalMarks>(), FolderOf(settings),
            provider.GetRequiredService<TimeProvider>(), settings.Shard, provider.GetRequiredService<ILogger<HeadSigner>>()));
        services.TryAddSingleton(provider => VerifierOf(provider, settings, provider.GetRequiredService<HeadKey>()));
        services.TryAddSingleton<JournalGuard>();
        return services;
    }

    /// <param name="key">Null when nothing was ever signed here; then heads are not compared.</param>
    public static JournalVerifier VerifierOf(IServiceProvider services, OmsSettings settings, HeadKey? key) =>
        new(services.GetRequiredService<IJournal>(), services.GetRequiredService<IJournalMarks>(), settings.Shard)
        {
            Keys = key is null ? [] : [key],
            Folder = FolderOf(settings),
        };

    private static HeadsFolder? FolderOf(OmsSettings settings) => settings.HeadsDirectory is { } folder ? new(folder) : null;
}
