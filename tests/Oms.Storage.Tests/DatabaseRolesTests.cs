using Npgsql;
using Oms.Storage.Journal;
using Oms.Storage.ReadModel;
using Oms.Storage.Settings;
using Oms.Testing;

namespace Oms.Storage.Tests;

/// <summary>The rights of infra/postgres/10-roles.sh, after `oms migrate` as the owner.</summary>
public sealed class DatabaseRolesTests(PostgresServer server)
{
    [Fact]
    public async Task The_app_role_works_with_the_tables_and_cannot_change_the_journal_or_their_shape()
    {
        var database = await MigratedAsync();
        var app = As(database, "app");
        await using (var journal = new PostgresJournal(app, 0, TimeProvider.System)) await journal.OpenAsync(default);
        foreach (var shard in new[] { 0, 1 })
        {
            await using var read = ReadModelDatabase.Postgres(app, shard);
            await read.CreateTablesAsync(default);
            await using var connection = await read.OpenWriterAsync(default);
            await ReadModelSchema.RebuildAsync(connection, read, default);
        }

        await RunAsync(app, "INSERT INTO journal VALUES (0, 1, 0, 's', 'k', '', '')");
        await RunAsync(app, "UPDATE settings.users SET email = email");
        await RunAsync(app, "CREATE TABLE quartz.mine (a int)"); // The scheduler's clock keeps its own tables.

        await DeniedAsync(app, "UPDATE journal SET kind = 'x'");
        await DeniedAsync(app, "DELETE FROM journal");
        await DeniedAsync(app, "TRUNCATE journal");
        await DeniedAsync(app, "DROP TABLE journal");
        await DeniedAsync(app, "CREATE TABLE public.mine (a int)");
        await DeniedAsync(app, "CREATE TABLE settings.mine (a int)");
    }

    [Fact]
    public async Task The_report_role_reads_trading_and_nothing_of_the_users()
    {
        var database = await MigratedAsync();
        var app = As(database, "app");
        await using (var read = ReadModelDatabase.Postgres(app))
        await using (var connection = await read.OpenWriterAsync(default))
            await ReadModelSchema.RebuildAsync(connection, read, default); // Tables that are younger than the grants.
        var report = As(database, "report");

        await RunAsync(report, "SELECT * FROM read.orders");
        await RunAsync(report, "SELECT * FROM journal");

        await DeniedAsync(report, "SELECT * FROM settings.users");
        await DeniedAsync(report, "INSERT INTO journal VALUES (0, 1, 0, 's', 'k', '', '')");
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        var database = await MigratedAsync();

        await MigrateAsync(As(database, "owner"));

        await RunAsync(As(database, "app"), "SELECT * FROM journal");
        await DeniedAsync(As(database, "app"), "DELETE FROM journal");
    }

    private async Task<string> MigratedAsync()
    {
        var database = await server.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await RunAsync(database,
            $"""
            DO $$ BEGIN
                IF to_regrole('owner') IS NULL THEN
                    CREATE ROLE owner LOGIN; CREATE ROLE app LOGIN; CREATE ROLE report LOGIN; GRANT app TO owner;
                END IF;
            END $$;
            ALTER DATABASE {name} OWNER TO owner; ALTER SCHEMA public OWNER TO owner;
            REVOKE ALL ON SCHEMA public FROM PUBLIC; REVOKE ALL ON DATABASE {name} FROM PUBLIC;
            GRANT CONNECT, TEMPORARY ON DATABASE {name} TO app, report;
            """);
        await MigrateAsync(As(database, "owner"));
        return database;
    }

    private static async Task MigrateAsync(string owner)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddStorageReaders(new DatabaseUrl.Postgres(owner), 0).BuildServiceProvider();
        await services.MigrateSettingsAsync(default);
        await services.CreateStorageTablesAsync(default);
        await services.GrantAsync(new("app", "report", Shards: 2), default);
    }

    private static string As(string database, string user) =>
        new NpgsqlConnectionStringBuilder(database) { Username = user, Pooling = false }.ToString();

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task DeniedAsync(string connectionString, string sql)
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connectionString, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }
}
