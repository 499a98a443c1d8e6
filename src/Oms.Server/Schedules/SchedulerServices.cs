using Npgsql;
using Oms.Server.Hosting;
using Oms.Storage;
using Quartz;

namespace Oms.Server.Schedules;

/// <summary>
/// Quartz as the clock of the schedules: clustered in PostgreSQL (a schema of its own), so that each fire is one scheduler's; in a file of its
/// own beside the others when everything runs in one process.
/// </summary>
internal static class SchedulerServices
{
    private const string Schema = "quartz";
    private const int FiresAtOnce = 8;

    public static IServiceCollection AddScheduler(this IServiceCollection services, OmsSettings settings)
    {
        services.AddSingleton<BuiltInSchedules>().AddSingleton<ScheduleFollower>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "oms";
                options.InstanceId = Jobs.JobNodes.NewId();
                options.IdleWaitTime = TimeSpan.FromSeconds(2);
            });
            quartz.UseDefaultThreadPool(FiresAtOnce);
            quartz.UsePersistentStore(store => Configure(store, settings.Database));
            quartz.AddJob<FireJob>(job => job.WithIdentity(ScheduleTrigger.Job).StoreDurably().RequestRecovery());
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services.AddHostedService(provider => provider.GetRequiredService<ScheduleFollower>());
    }

    /// <summary>Makes the schema or the file that Quartz keeps its triggers in; Quartz makes the tables.</summary>
    /// <exception cref="SettingException">There is no schema, and the user of the database may not make one.</exception>
    public static async Task PrepareAsync(DatabaseUrl database, CancellationToken ct)
    {
        if (database is DatabaseUrl.Sqlite sqlite)
        {
            Directory.CreateDirectory(sqlite.Folder);
            await using var file = new Microsoft.Data.Sqlite.SqliteConnection(SqliteText(sqlite));
            await file.OpenAsync(ct);
            await using var wal = file.CreateCommand();
            wal.CommandText = "PRAGMA journal_mode = WAL"; // Quartz leaves the slower default.
            await wal.ExecuteNonQueryAsync(ct);
            return;
        }

        await using var connection = new NpgsqlConnection(((DatabaseUrl.Postgres)database).ConnectionString);
        await connection.OpenAsync(ct);
        await using var create = connection.CreateCommand();

        create.CommandText = $"SELECT to_regnamespace('{Schema}') IS NOT NULL"; // `oms migrate` has made it where this user may not.
        if (await create.ExecuteScalarAsync(ct) is true) return;

        // Two schedulers that start at once must not both find it missing.
        create.CommandText = $"BEGIN; SELECT pg_advisory_xact_lock(1330467658, 0); CREATE SCHEMA IF NOT EXISTS {Schema}; COMMIT;";
        try
        {
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new SettingException("DATABASE_URL", $"names a user who may not make the schema {Schema}: run `oms migrate` first");
        }
    }

    private static void Configure(IPersistentStoreBuilder store, DatabaseUrl database)
    {
        store.ProvisionSchema();
        store.ConfigureStore(options => options.MisfireThreshold = TimeSpan.FromSeconds(10));
        if (database is DatabaseUrl.Sqlite sqlite)
        {
            store.UseSqlite(SqliteText(sqlite));
            return;
        }

        var own = new NpgsqlConnectionStringBuilder(((DatabaseUrl.Postgres)database).ConnectionString) { SearchPath = Schema };
        store.UsePostgres(own.ToString());
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(2);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(3);
        });
    }

    private static string SqliteText(DatabaseUrl.Sqlite sqlite) => $"Data Source={Path.Combine(sqlite.Folder, $"{sqlite.Prefix}quartz.db")}";
}
