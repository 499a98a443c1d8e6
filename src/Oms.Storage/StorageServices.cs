using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Storage.Journal;
using Oms.Storage.ReadModel;
using Oms.Storage.Settings;

namespace Oms.Storage;

/// <summary>Registers everything that keeps something.</summary>
public static class StorageServices
{
    /// <summary>For a process with the engine in it: <see cref="EngineService"/> and <see cref="EventFeed"/> are registered elsewhere.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseUrl url, int shard)
    {
        services.AddStorageReaders(url, shard);
        services.AddSingleton<Recovery>().AddSingleton<SnapshotKeeper>();
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Projector>(
            provider, provider.GetRequiredService<EngineService>().Recovered));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Projector>());
        return services;
    }

    /// <summary>
    /// For a process that reads beside an engine elsewhere: feed and reference data, registered elsewhere, follow its journal.
    /// </summary>
    public static IServiceCollection AddStorageFollower(this IServiceCollection services, DatabaseUrl url, int shard)
    {
        services.AddStorageReaders(url, shard);
        services.AddSingleton<JournalFollower>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<JournalFollower>());
        return services;
    }

    /// <summary>For a process without the engine: nothing fills the read model and nobody opens the journal.</summary>
    public static IServiceCollection AddStorageReaders(this IServiceCollection services, DatabaseUrl url, int shard)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IJournal>(provider => OpenJournal(url, shard, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJournalMarks>(_ => OpenMarks(url, shard));
        services.AddSingleton(_ => OpenReadModel(url, shard));
        services.AddSingleton<ReadModelStore>().AddSingleton<ReadModelProgress>();
        return services.AddSettings(url);
    }

    /// <summary>Makes the tables of journal and read model where they are missing or old. SQLite's are made by the engine with its files.</summary>
    public static async Task CreateStorageTablesAsync(this IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<DatabaseUrl>() is not DatabaseUrl.Postgres postgres) return;
        await PostgresWriter.CreateTablesAsync(postgres.ConnectionString, ct);
        await services.GetRequiredService<ReadModelDatabase>().CreateTablesAsync(ct);
    }

    /// <summary>Lets the roles of a PostgreSQL database use the tables that were made; does nothing in SQLite.</summary>
    public static async Task GrantAsync(this IServiceProvider services, DatabaseRoles roles, CancellationToken ct)
    {
        if (services.GetRequiredService<DatabaseUrl>() is DatabaseUrl.Postgres postgres) await roles.GrantAsync(postgres.ConnectionString, ct);
    }

    private static IJournal OpenJournal(DatabaseUrl url, int shard, TimeProvider clock) => url switch
    {
        DatabaseUrl.Sqlite sqlite => new SqliteJournal(sqlite.JournalFile, shard, clock),
        DatabaseUrl.Postgres postgres => new PostgresJournal(postgres.ConnectionString, shard, clock),
        _ => throw new UnreachableException($"{url.GetType().Name} is no database"),
    };

    private static JournalMarks OpenMarks(DatabaseUrl url, int shard) => url switch
    {
        DatabaseUrl.Sqlite sqlite => JournalMarks.Sqlite(sqlite.MarksFile, shard),
        DatabaseUrl.Postgres postgres => JournalMarks.Postgres(postgres.ConnectionString, shard),
        _ => throw new UnreachableException($"{url.GetType().Name} is no database"),
    };

    private static ReadModelDatabase OpenReadModel(DatabaseUrl url, int shard) => url switch
    {
        DatabaseUrl.Sqlite sqlite => ReadModelDatabase.Sqlite(sqlite.ReadFile),
        DatabaseUrl.Postgres postgres => ReadModelDatabase.Postgres(postgres.ConnectionString, shard),
        _ => throw new UnreachableException($"{url.GetType().Name} is no database"),
    };
}
