using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Oms.Engine.Journal;
using Oms.Storage.ReadModel;

namespace Oms.Storage.Journal;

/// <summary>
/// Snapshots and signed heads: in PostgreSQL beside the journal, in SQLite in a file of their own, since one file has one writer at a time
/// and the journal's must never wait.
/// </summary>
public sealed class JournalMarks : IJournalMarks, IAsyncDisposable
{
    private readonly int _shard;
    private readonly NpgsqlDataSource? _postgres;
    private readonly string _file = "";

    private JournalMarks(int shard, NpgsqlDataSource postgres) => (_shard, _postgres) = (shard, postgres);

    private JournalMarks(int shard, string file) => (_shard, _file) = (shard, Path.GetFullPath(file));

    public static JournalMarks Sqlite(string file, int shard) => new(shard, file);

    public static JournalMarks Postgres(string connectionString, int shard) => new(shard, NpgsqlDataSource.Create(connectionString));

    public async ValueTask<IReadOnlyList<StoredSnapshot>> ReadSnapshotsAsync(CancellationToken ct) => await ReadAsync(MarksSql.Snapshots,
        row => new StoredSnapshot(row.GetInt64(0), new(row.GetInt64(1)), Bytes(row, 2), row.GetString(3), Bytes(row, 4), Bytes(row, 5)), ct);

    public async ValueTask<IReadOnlyList<SignedHead>> ReadHeadsAsync(CancellationToken ct) => await ReadAsync(MarksSql.Heads,
        row => new SignedHead(_shard, row.GetInt64(0), Bytes(row, 1), row.GetInt64(2), new(row.GetInt64(3)), row.GetString(4), Bytes(row, 5)), ct);

    public ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken ct) => WriteAsync(
        [MarksSql.SaveSnapshot, MarksSql.ForgetSnapshots], ct,
        ("@shard", _shard), ("@seq", snapshot.Seq), ("@at", snapshot.At.UnixMicros), ("@chain", snapshot.Chain.ToArray()),
        ("@format", snapshot.Format), ("@data", snapshot.Data.ToArray()), ("@hash", snapshot.Checksum.ToArray()));

    public ValueTask SaveAsync(SignedHead head, CancellationToken ct) => WriteAsync([MarksSql.SaveHead], ct,
        ("@shard", _shard), ("@seq", head.Seq), ("@hash", head.Hash.ToArray()), ("@epoch", head.Epoch), ("@at", head.At.UnixMicros),
        ("@key_id", head.KeyId), ("@signature", head.Signature.ToArray()));

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken ct)
    {
        if (_postgres is null && !File.Exists(_file)) return [];
        try
        {
            await using var connection = await OpenAsync(ct);
            return await connection.QueryAsync(null, sql, read, ct, ("@shard", _shard));
        }
        catch (DbException e) when (e is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable }
            || e is SqliteException missing && SqliteDamage.IsMissingTable(missing))
        {
            return []; // No engine has opened the journal yet.
        }
    }

    private async ValueTask WriteAsync(string[] statements, CancellationToken ct, params (string, object?)[] parameters)
    {
        try
        {
            await AttemptAsync(statements, parameters, ct);
        }
        catch (SqliteException e) when (SqliteDamage.IsDamage(e))
        {
            File.Move(_file, $"{_file}.damaged", overwrite: true); // Kept for whoever wants to look; what was in it can be made again.
            await AttemptAsync(statements, parameters, ct);
        }
    }

    private async Task AttemptAsync(string[] statements, (string, object?)[] parameters, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        if (_postgres is null) await connection.ExecuteAsync(null, MarksSql.SqliteSchema, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var statement in statements)
            await connection.ExecuteAsync(transaction, statement, ct, [.. parameters.Where(named => statement.Contains(named.Item1))]);
        await transaction.CommitAsync(ct);
    }

    // Not pooled: it is opened a few times an hour, and a file that was thrown away must not live on in a pool.
    private async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        if (_postgres is not null) return await _postgres.OpenConnectionAsync(ct);
        if (Path.GetDirectoryName(_file) is { } folder) Directory.CreateDirectory(folder);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        return connection;
    }

    private static byte[] Bytes(DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
