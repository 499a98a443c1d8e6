using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Oms.Storage.Settings;

/// <summary>Registers the settings and brings their tables up to date.</summary>
public static class SettingsServices
{
    private const string HistoryTable = "migrations";

    /// <summary>Ask for <see cref="SettingsDb"/>, one in each scope.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, DatabaseUrl url)
    {
        services.TryAddSingleton(url);
        return url switch
        {
            DatabaseUrl.Sqlite sqlite => services.AddDbContext<SettingsDb, SqliteSettingsDb>(
                options => ConfigureSqlite(options, $"Data Source={sqlite.SettingsFile}")),
            DatabaseUrl.Postgres postgres => services.AddDbContext<SettingsDb, PostgresSettingsDb>(
                options => ConfigurePostgres(options, postgres.ConnectionString)),
            _ => throw new UnreachableException($"{url.GetType().Name} is no database"),
        };
    }

    /// <summary>Makes the tables or brings them up to date; harmless when they are.</summary>
    public static async Task MigrateSettingsAsync(this IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<DatabaseUrl>() is DatabaseUrl.Sqlite sqlite) Directory.CreateDirectory(sqlite.Folder);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>False when the tables are missing or of an earlier version.</summary>
    public static async Task<bool> AreSettingsUpToDateAsync(this IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        return !(await db.Database.GetPendingMigrationsAsync(ct)).Any();
    }

    private static void ConfigureSqlite(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(HistoryTable));

    private static void ConfigurePostgres(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString, postgres => postgres.MigrationsHistoryTable(HistoryTable, PostgresSettingsDb.Schema))
            .AddInterceptors(DeadConnections.Interceptor);

    /// <summary>For dotnet-ef only.</summary>
    internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteSettingsDb>
    {
        public SqliteSettingsDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<SqliteSettingsDb>();
            ConfigureSqlite(options, "Data Source=:memory:");
            return new(options.Options);
        }
    }

    /// <summary>For dotnet-ef only.</summary>
    internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresSettingsDb>
    {
        public PostgresSettingsDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<PostgresSettingsDb>();
            ConfigurePostgres(options, "Host=localhost");
            return new(options.Options);
        }
    }
}
