using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Oms.Storage.Journal;

namespace Oms.Storage.ReadModel;

/// <summary>Where the read model is kept: a SQLite file of its own, or a schema of its own in PostgreSQL.</summary>
public sealed class ReadModelDatabase : IAsyncDisposable
{
    private const int PreparedMax = 60;

    private readonly NpgsqlDataSource? _postgres;
    private readonly string _sqlite = "";
    private readonly string _file = "";
    private readonly string _prepare;

    private ReadModelDatabase(string file)
    {
        _file = Path.GetFullPath(file);
        _sqlite = new SqliteConnectionStringBuilder { DataSource = _file }.ToString();
        ListTables = "SELECT name FROM sqlite_master WHERE type = 'table'";

        // What a power cut takes from a read model comes again from the journal.
        _prepare = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
    }

    private ReadModelDatabase(string connectionString, string schema)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = schema, MaxAutoPrepare = PreparedMax };
        _postgres = NpgsqlDataSource.Create(own);
        ListTables = $"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'";
        _prepare =
            $"""
            DO $$ BEGIN IF to_regnamespace('{schema}') IS NULL THEN CREATE SCHEMA {schema}; END IF; END $$;
            SET synchronous_commit = off;
            """;
    }

    internal string ListTables { get; }

    public static ReadModelDatabase Sqlite(string file) => new(file);

    /// <summary>The first shard's tables are in the schema <c>read</c>, those of others in <c>read_1</c> and so on.</summary>
    public static ReadModelDatabase Postgres(string connectionString, int shard = 0) =>
        new(connectionString, shard == 0 ? "read" : $"read_{shard}");

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        else ClearPool();
    }

    /// <summary>Makes the tables, or makes them again where they are of another version; the projector fills them.</summary>
    public async Task CreateTablesAsync(CancellationToken ct)
    {
        await using var connection = await OpenWriterAsync(ct);
        await ReadModelSchema.EnsureAsync(connection, this, ct);
    }

    internal static bool IsMissingTable(DbException e) => e switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName,
        SqliteException sqlite => SqliteDamage.IsMissingTable(sqlite),
        _ => false,
    };

    internal async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        if (_postgres is not null) return await _postgres.OpenConnectionAsync(ct);
        var connection = new SqliteConnection(_sqlite);
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>A connection for writing; makes the file or the schema where there is none.</summary>
    internal async Task<DbConnection> OpenWriterAsync(CancellationToken ct)
    {
        if (_postgres is null && Path.GetDirectoryName(_file) is { } folder) Directory.CreateDirectory(folder);
        var connection = await OpenAsync(ct);
        try
        {
            await connection.ExecuteAsync(null, _prepare, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connections that wait for use; the next ones are made anew.</summary>
    internal void DropIdle() => _postgres?.Clear();

    /// <summary>Throws a damaged file away; the journal fills a new one. Says whether there was one.</summary>
    internal bool Discard(Exception failure)
    {
        if (_postgres is not null || failure is not SqliteException damage || !SqliteDamage.IsDamage(damage)) return false;
        ClearPool();
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(_file + suffix);
        return true;
    }

    private void ClearPool()
    {
        using var connection = new SqliteConnection(_sqlite);
        SqliteConnection.ClearPool(connection);
    }
}
