using Npgsql;
using NpgsqlTypes;
using Oms.Engine.Journal;
using Oms.Trading;

namespace Oms.Storage.Journal;

/// <summary>The one connection that appends. It holds the advisory lock, so it is never pooled, shared or repaired.</summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    // The letters OMS: the first key of our advisory locks; the second is the shard, or this for the making of the tables.
    private const int LockSpace = 0x4F4D53;
    private const int SchemaLock = -1;
    private const string LockWait = "2s";

    private const string Settings =
        """
        SET synchronous_commit = on;
        SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
        """;

    private readonly NpgsqlConnection _connection;
    private readonly int _shard;
    private long _epoch;

    private PostgresWriter(NpgsqlConnection connection, int shard) => (_connection, _shard) = (connection, shard);

    public long HeadSeq { get; private set; }

    public static async Task<PostgresWriter> ConnectAsync(string connectionString, int shard, CancellationToken ct)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10, Multiplexing = false };
        var connection = new NpgsqlConnection(own.ToString());
        try
        {
            await connection.OpenAsync(ct);
            await using var settings = new NpgsqlCommand(Settings, connection);
            await settings.ExecuteNonQueryAsync(ct);
            return new(connection, shard);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the journal's tables where there are none; needs the right to.</summary>
    public static async Task CreateTablesAsync(string connectionString, CancellationToken ct)
    {
        await using var writer = await ConnectAsync(connectionString, 0, ct);
        await writer.CreateSchemaAsync(ct);
    }

    /// <exception cref="JournalLockedException">Another connection holds the lock of this shard.</exception>
    public async Task<JournalHead> TakeLeaseAsync(Instant now, CancellationToken ct)
    {
        await CreateSchemaAsync(ct);
        await LockAsync(ct);
        await using var take = new NpgsqlCommand(JournalSql.TakeLease, _connection);
        take.Parameters.AddWithValue("@shard", _shard);
        take.Parameters.AddWithValue("@holder", JournalHolder.Name);
        take.Parameters.AddWithValue("@taken_at", now.UnixMicros);
        take.Parameters.AddWithValue("@zero", new byte[JournalChain.HashSize]);
        await using var reader = await take.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        _epoch = reader.GetInt64(0);
        HeadSeq = reader.GetInt64(1);
        return new(HeadSeq, reader.GetFieldValue<byte[]>(2), _epoch);
    }

    /// <summary>After an exception this writer is not used again: closing it rolls back what was not committed.</summary>
    public async Task AppendAsync(IReadOnlyList<JournalRow> rows)
    {
        var last = rows[^1];
        await using var transaction = await _connection.BeginTransactionAsync();
        await MoveHeadAsync(last);
        await using (var copy = await _connection.BeginBinaryImportAsync(JournalSql.Copy))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(_shard, NpgsqlDbType.Integer);
                await copy.WriteAsync(row.Seq, NpgsqlDbType.Bigint);
                await copy.WriteAsync(row.At.UnixMicros, NpgsqlDbType.Bigint);
                await copy.WriteAsync(SubjectText.Write(row.Subject), NpgsqlDbType.Text);
                await copy.WriteAsync(row.Kind, NpgsqlDbType.Text);
                await copy.WriteAsync(row.Data, NpgsqlDbType.Bytea);
                await copy.WriteAsync(row.Hash, NpgsqlDbType.Bytea);
            }

            await copy.CompleteAsync();
        }

        await transaction.CommitAsync();
        HeadSeq = last.Seq;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task MoveHeadAsync(JournalRow last)
    {
        await using var move = new NpgsqlCommand(JournalSql.MoveHead, _connection);
        move.Parameters.AddWithValue("@shard", _shard);
        move.Parameters.AddWithValue("@epoch", _epoch);
        move.Parameters.AddWithValue("@before", HeadSeq);
        move.Parameters.AddWithValue("@last", last.Seq);
        move.Parameters.Add(new("@hash", NpgsqlDbType.Bytea) { Value = last.Hash });
        if (await move.ExecuteNonQueryAsync() != 1) throw new JournalLeaseLostException(_epoch);
    }

    // Where the tables exist nothing is created, so that the engine's role needs no right to create.
    private async Task CreateSchemaAsync(CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            "SELECT to_regclass('journal') IS NOT NULL AND to_regclass('journal_lease') IS NOT NULL AND to_regclass('signed_head') IS NOT NULL",
            _connection);
        if (await find.ExecuteScalarAsync(ct) is true) return;
        await using var transaction = await _connection.BeginTransactionAsync(ct);
        await using var create = new NpgsqlCommand(
            $"SELECT pg_advisory_xact_lock({LockSpace}, {SchemaLock}); {JournalSql.PostgresSchema} {MarksSql.PostgresSchema}", _connection);
        await create.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // Waits a moment: the server needs some time to see that a process that was just killed is gone.
    private async Task LockAsync(CancellationToken ct)
    {
        try
        {
            await using var take = new NpgsqlCommand(
                $"SET lock_timeout = '{LockWait}'; SELECT pg_advisory_lock({LockSpace}, {_shard}); SET lock_timeout = 0", _connection);
            await take.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            throw await LockedAsync(ct);
        }
    }

    private async Task<JournalLockedException> LockedAsync(CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(JournalSql.Holder, _connection);
        find.Parameters.AddWithValue("@shard", _shard);
        var holder = await find.ExecuteScalarAsync(ct) as string ?? "another process";
        return new($"The journal of shard {_shard} is held by {holder}");
    }
}
