using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Oms.Engine.Journal;
using Oms.Trading;

namespace Oms.Storage.Journal;

/// <summary>The one connection that appends, with its statements prepared once.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly int _shard;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _moveHead;
    private readonly SqliteCommand _insert;
    private long _epoch;

    public SqliteWriter(string path, int shard)
    {
        _shard = shard;
        _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            Execute($"BEGIN IMMEDIATE; {JournalSql.SqliteSchema} COMMIT;");
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");
            _moveHead = Prepare(JournalSql.MoveHead, "@shard", "@epoch", "@before", "@last", "@hash");
            _insert = Prepare(JournalSql.Insert, "@shard", "@seq", "@at", "@subject", "@kind", "@data", "@hash");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public long HeadSeq { get; private set; }

    public JournalHead TakeLease(Instant now)
    {
        using var take = Prepare(JournalSql.TakeLease, "@shard", "@holder", "@taken_at", "@zero");
        Set(take, _shard, JournalHolder.Name, now.UnixMicros, new byte[JournalChain.HashSize]);
        using var reader = take.ExecuteReader();
        reader.Read();
        _epoch = reader.GetInt64(0);
        HeadSeq = reader.GetInt64(1);
        return new(HeadSeq, reader.GetFieldValue<byte[]>(2), _epoch);
    }

    /// <summary>After an exception this writer is not used again: closing it rolls back what was not committed.</summary>
    public void Append(IReadOnlyList<JournalRow> rows)
    {
        var last = rows[^1];
        _begin.ExecuteNonQuery();
        Set(_moveHead, _shard, _epoch, HeadSeq, last.Seq, Bytes(last.Hash));
        if (_moveHead.ExecuteNonQuery() != 1) throw new JournalLeaseLostException(_epoch);
        foreach (var row in rows)
        {
            Set(_insert, _shard, row.Seq, row.At.UnixMicros, SubjectText.Write(row.Subject), row.Kind, Bytes(row.Data), Bytes(row.Hash));
            _insert.ExecuteNonQuery();
        }

        _commit.ExecuteNonQuery();
        HeadSeq = last.Seq;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand?[])[_begin, _commit, _moveHead, _insert]) command?.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = new SqliteCommand(sql, _connection);
        foreach (var name in parameters) command.Parameters.Add(new() { ParameterName = name });
        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Count == segment.Array?.Length
            ? segment.Array
            : memory.ToArray();
}
