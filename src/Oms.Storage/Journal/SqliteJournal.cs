using Microsoft.Data.Sqlite;
using Oms.Engine.Journal;
using Oms.Trading;

namespace Oms.Storage.Journal;

/// <summary>
/// The journal in one SQLite file. A lock file beside it says that the writer lives, and goes with the process. A failed append leaves
/// the journal closed: what became of it is read at the next start.
/// </summary>
public sealed class SqliteJournal(string path, int shard, TimeProvider clock) : IJournal
{
    private readonly string _readers =
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite }.ToString();

    private FileStream? _lock;
    private SqliteWriter? _writer;
    private Exception? _failure;

    public ValueTask<JournalHead> OpenAsync(CancellationToken ct)
    {
        if (_lock is not null) throw new InvalidOperationException("The journal is open already");
        ct.ThrowIfCancellationRequested();
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        _lock = Lock();
        try
        {
            _writer = new(path, shard);
            return new(_writer.TakeLease(Instant.Now(clock)));
        }
        catch (Exception e)
        {
            Close();
            if (e is SqliteException damage && SqliteDamage.IsDamage(damage)) throw SqliteDamage.Locate(path, shard, 1, damage);
            throw;
        }
    }

    public ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct)
    {
        if (!File.Exists(path)) return new((JournalLease?)null);
        try
        {
            using var connection = new SqliteConnection(_readers);
            connection.Open();
            using var command = new SqliteCommand(JournalSql.Lease, connection);
            command.Parameters.AddWithValue("@shard", shard);
            using var reader = command.ExecuteReader();
            return new(reader.Read() ? JournalPages.Lease(reader) : null);
        }
        catch (SqliteException e) when (SqliteDamage.IsDamage(e))
        {
            throw SqliteDamage.Locate(path, shard, 1, e);
        }
        catch (SqliteException e) when (SqliteDamage.IsMissingTable(e))
        {
            return new((JournalLease?)null);
        }
    }

    // Synchronous on purpose: the sequencer has nothing else to do until the rows are durable, and a thread switch costs more.
    public ValueTask AppendAsync(IReadOnlyList<JournalRow> rows)
    {
        if (_writer is null) throw new InvalidOperationException("The journal is not open for writing", _failure);
        if (rows.Count == 0) return ValueTask.CompletedTask;
        JournalPages.Check(rows, shard, _writer.HeadSeq);
        try
        {
            _writer.Append(rows);
        }
        catch (Exception e)
        {
            _failure = e;
            _writer.Dispose();
            _writer = null;
            throw;
        }

        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, CancellationToken ct) =>
        JournalPages.FollowAsync((from, limit, _) => new(Page(JournalSql.Page, null, from, limit)), fromSeq, long.MaxValue, ct);

    public IAsyncEnumerable<JournalRow> ReadSubjectAsync(string subject, long fromSeq, int limit, CancellationToken ct) =>
        JournalPages.FollowAsync(
            (from, size, _) => new(Page(JournalSql.SubjectPage, SubjectText.Write(subject), from, size)), fromSeq, limit, ct);

    public ValueTask DisposeAsync()
    {
        _failure ??= new ObjectDisposedException(nameof(SqliteJournal));
        Close();
        using var pool = new SqliteConnection(_readers);
        SqliteConnection.ClearPool(pool);
        return ValueTask.CompletedTask;
    }

    private List<JournalRow> Page(string sql, string? subject, long from, int limit)
    {
        if (!File.Exists(path)) return [];
        try
        {
            using var connection = new SqliteConnection(_readers);
            connection.Open();
            using var command = new SqliteCommand(sql, connection);
            command.Parameters.AddWithValue("@shard", shard);
            command.Parameters.AddWithValue("@from", from);
            command.Parameters.AddWithValue("@limit", limit);
            if (subject is not null) command.Parameters.AddWithValue("@subject", subject);
            using var reader = command.ExecuteReader();
            var rows = new List<JournalRow>();
            while (reader.Read()) rows.Add(JournalPages.Row(shard, reader));
            return rows;
        }
        catch (SqliteException e) when (SqliteDamage.IsDamage(e))
        {
            throw SqliteDamage.Locate(path, shard, from, e);
        }
        catch (SqliteException e) when (SqliteDamage.IsMissingTable(e))
        {
            return []; // No engine has opened it yet: an empty journal.
        }
    }

    private FileStream Lock()
    {
        try
        {
            return new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists($"{path}.lock"))
        {
            throw new JournalLockedException($"The journal {path} is held by {Holder() ?? "another process"}: {e.Message}");
        }
    }

    private string? Holder()
    {
        try
        {
            using var connection = new SqliteConnection(_readers);
            connection.Open();
            using var command = new SqliteCommand(JournalSql.Holder, connection);
            command.Parameters.AddWithValue("@shard", shard);
            return command.ExecuteScalar() as string;
        }
        catch (SqliteException)
        {
            return null; // The holder may be creating the file just now; that it is held is known all the same.
        }
    }

    private void Close()
    {
        _writer?.Dispose();
        _writer = null;
        _lock?.Dispose();
        _lock = null;
    }
}
