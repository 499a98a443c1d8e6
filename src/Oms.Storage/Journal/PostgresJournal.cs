using Npgsql;
using Oms.Engine.Journal;
using Oms.Trading;

namespace Oms.Storage.Journal;

/// <summary>
/// The journal in PostgreSQL. An advisory lock on the connection that appends says that the writer lives; it goes with the connection, and
/// the connection with the process. A failed append leaves the journal closed: what became of it is read at the next start.
/// </summary>
public sealed class PostgresJournal(string connectionString, int shard, TimeProvider clock) : IJournal
{
    private readonly NpgsqlDataSource _readers = NpgsqlDataSource.Create(connectionString);
    private PostgresWriter? _writer;
    private Exception? _failure;

    public async ValueTask<JournalHead> OpenAsync(CancellationToken ct)
    {
        if (_writer is not null) throw new InvalidOperationException("The journal is open already");
        var writer = await PostgresWriter.ConnectAsync(connectionString, shard, ct);
        try
        {
            var head = await writer.TakeLeaseAsync(Instant.Now(clock), ct);
            _writer = writer;
            return head;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await _readers.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand(JournalSql.Lease, connection);
            command.Parameters.AddWithValue("@shard", shard);
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await reader.ReadAsync(ct) ? JournalPages.Lease(reader) : null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    public async ValueTask AppendAsync(IReadOnlyList<JournalRow> rows)
    {
        if (_writer is null) throw new InvalidOperationException("The journal is not open for writing", _failure);
        if (rows.Count == 0) return;
        JournalPages.Check(rows, shard, _writer.HeadSeq);
        try
        {
            await _writer.AppendAsync(rows);
        }
        catch (Exception e)
        {
            _failure = e;
            await _writer.DisposeAsync();
            _writer = null;
            throw;
        }
    }

    public IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, CancellationToken ct) => JournalPages.FollowAsync(
        (from, limit, token) => PageAsync(new(JournalSql.Page), from, limit, token), fromSeq, long.MaxValue, ct);

    public IAsyncEnumerable<JournalRow> ReadSubjectAsync(string subject, long fromSeq, int limit, CancellationToken ct)
    {
        return JournalPages.FollowAsync(PageOfSubjectAsync, fromSeq, limit, ct);

        ValueTask<IReadOnlyList<JournalRow>> PageOfSubjectAsync(long from, int size, CancellationToken token)
        {
            var command = new NpgsqlCommand(JournalSql.SubjectPage);
            command.Parameters.AddWithValue("@subject", SubjectText.Write(subject));
            return PageAsync(command, from, size, token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _failure ??= new ObjectDisposedException(nameof(PostgresJournal));
        if (_writer is not null) await _writer.DisposeAsync();
        _writer = null;
        await _readers.DisposeAsync();
    }

    private async ValueTask<IReadOnlyList<JournalRow>> PageAsync(NpgsqlCommand command, long from, int limit, CancellationToken ct)
    {
        var rows = new List<JournalRow>();
        try
        {
            await using var connection = await _readers.OpenConnectionAsync(ct);
            await using (command)
            {
                command.Connection = connection;
                command.Parameters.AddWithValue("@shard", shard);
                command.Parameters.AddWithValue("@from", from);
                command.Parameters.AddWithValue("@limit", limit);
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct)) rows.Add(JournalPages.Row(shard, reader));
            }

            return rows;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return []; // No engine has opened it yet: an empty journal.
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted)
        {
            throw new JournalCorruptException(rows.Count == 0 ? from : rows[^1].Seq + 1, e.MessageText);
        }
    }
}
