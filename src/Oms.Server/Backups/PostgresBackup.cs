using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Oms.Server.Backups;

/// <summary>
/// Backups of PostgreSQL with its own tools. The marks of the tables and the dump are taken from one snapshot, so that they agree to the row.
/// The read model is left out (it comes again from the journal), and Quartz's triggers (they come again from the schedules).
/// </summary>
internal static class PostgresBackup
{
    private const string LeftOut = "(schemaname LIKE 'pg\\_%' OR schemaname IN ('information_schema', 'quartz', 'read') OR schemaname LIKE 'read\\_%')";

    public static async Task<IReadOnlyDictionary<string, TableMark>> DumpAsync(string connectionString, string file, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var snapshot = await TextAsync(connection, "SELECT pg_export_snapshot()", ct);
        await RunAsync("pg_dump", connectionString,
            ["--format=custom", $"--snapshot={snapshot}", "--exclude-schema=quartz", "--exclude-schema=read", "--exclude-schema=read_*", $"--file={file}", "--dbname", Database(connectionString)], ct);
        return await MarksAsync(connection, ct);
    }

    public static Task RestoreAsync(string connectionString, string file, CancellationToken ct) =>
        RunAsync("pg_restore", connectionString, ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname", Database(connectionString), file], ct);

    public static async Task<IReadOnlyDictionary<string, TableMark>> MarksAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return await MarksAsync(connection, ct);
    }

    /// <summary>Makes an empty database beside the one that is named, for a trial; the caller drops it.</summary>
    public static async Task<string> CreateScratchAsync(string connectionString, CancellationToken ct)
    {
        var name = $"oms_check_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        await ExecuteAsync(connectionString, $"CREATE DATABASE {name}", ct);
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name, Pooling = false }.ToString();
    }

    public static Task DropScratchAsync(string connectionString, string scratch, CancellationToken ct) =>
        ExecuteAsync(connectionString, $"DROP DATABASE IF EXISTS {Database(scratch)} WITH (FORCE)", ct);

    /// <summary>Drops what is not part of a backup and would not fit a restored database.</summary>
    public static async Task DropDerivedAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var derived = await ListAsync(connection, "SELECT nspname FROM pg_namespace WHERE nspname IN ('quartz', 'read') OR nspname LIKE 'read\\_%'", ct);
        foreach (var schema in derived) await ExecuteAsync(connectionString, $"DROP SCHEMA {schema} CASCADE", ct);
    }

    /// <summary>Who else is connected to the database now; an engine, a worker or a web process is among them while it runs.</summary>
    public static async Task<IReadOnlyList<string>> OthersAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        return await ListAsync(connection,
            "SELECT coalesce(nullif(application_name, ''), 'process') || ' at ' || coalesce(client_addr::text, 'a local socket') FROM pg_stat_activity "
            + "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'", ct);
    }

    private static async Task<IReadOnlyDictionary<string, TableMark>> MarksAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var marks = new Dictionary<string, TableMark>(StringComparer.Ordinal);
        var tables = await ListAsync(connection, $"SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE NOT {LeftOut} ORDER BY 1", ct);
        foreach (var table in tables)
        {
            // The order of rows is no part of a table: each row is hashed, the hashes are added.
            await using var command = new NpgsqlCommand(
                $"SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint::numeric), 0)::text FROM {table} t", connection);
            command.CommandTimeout = 0; // A journal of many years takes its time.
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            marks[table] = new(reader.GetInt64(0), reader.GetString(1));
        }

        return marks;
    }

    private static async Task RunAsync(string tool, string connectionString, IEnumerable<string> arguments, CancellationToken ct)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Find(tool)) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["PGHOST"] = parts.Host;
        start.Environment["PGPORT"] = parts.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = parts.Username;
        if (parts.Password is { Length: > 0 } password) start.Environment["PGPASSWORD"] = password; // Not in the arguments, which others can see.
        start.Environment["PGSSLMODE"] = parts.SslMode.ToString().ToLowerInvariant() is "verifyca" ? "verify-ca" : parts.SslMode is SslMode.VerifyFull ? "verify-full" : parts.SslMode.ToString().ToLowerInvariant();
        using var process = Process.Start(start) ?? throw new BackupException($"{tool} did not start");
        await using var stop = ct.Register(() => process.Kill());
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        if (process.ExitCode != 0) throw new BackupException($"{tool} failed: {(await errors).Trim()}");
    }

    // The newest tools read and write every older server.
    private static string Find(string tool)
    {
        const string Root = "/usr/lib/postgresql";
        var installed = Directory.Exists(Root)
            ? Directory.GetDirectories(Root).Select(version => Path.Combine(version, "bin", tool)).Where(File.Exists).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
            : null;
        return installed ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists)
            ?? throw new BackupException($"{tool} is not installed: apt-get install postgresql-client");
    }

    private static string Database(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database ?? "postgres";

    private static async Task ExecuteAsync(string connectionString, string text, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<string> TextAsync(NpgsqlConnection connection, string text, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(ct) as string ?? throw new BackupException($"no answer to {text}");
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string text, CancellationToken ct)
    {
        var rows = new List<string>();
        await using var command = new NpgsqlCommand(text, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(reader.GetString(0));
        return rows;
    }
}
