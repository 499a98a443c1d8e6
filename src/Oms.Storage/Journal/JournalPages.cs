using System.Data.Common;
using System.Runtime.CompilerServices;
using Oms.Engine.Journal;

namespace Oms.Storage.Journal;

/// <summary>Reads a journal page by page, so that a slow reader holds neither a connection nor a transaction while it thinks.</summary>
internal static class JournalPages
{
    private const int PageSize = 1000;

    public delegate ValueTask<IReadOnlyList<JournalRow>> ReadPage(long fromSeq, int limit, CancellationToken ct);

    public static async IAsyncEnumerable<JournalRow> FollowAsync(
        ReadPage read, long fromSeq, long limit, [EnumeratorCancellation] CancellationToken ct)
    {
        while (limit > 0)
        {
            var size = (int)Math.Min(PageSize, limit);
            var rows = await read(fromSeq, size, ct);
            foreach (var row in rows) yield return row;
            if (rows.Count < size) yield break;
            fromSeq = rows[^1].Seq + 1;
            limit -= size;
        }
    }

    public static JournalRow Row(int shard, DbDataReader reader) => new(
        shard,
        Seq: reader.GetInt64(0),
        At: new(reader.GetInt64(1)),
        Subject: SubjectText.Read(reader.GetString(2)),
        Kind: reader.GetString(3),
        Data: reader.GetFieldValue<byte[]>(4),
        Hash: reader.GetFieldValue<byte[]>(5));

    public static JournalLease Lease(DbDataReader reader) => new(
        new(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(0)), reader.GetString(3), new(reader.GetInt64(4)));

    /// <summary>Refuses what would break the sequence; nothing has been written then.</summary>
    public static void Check(IReadOnlyList<JournalRow> rows, int shard, long head)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Shard != shard)
                throw new ArgumentException($"Row {rows[i].Seq} is of shard {rows[i].Shard}, this journal of {shard}", nameof(rows));
            if (rows[i].Seq != head + 1 + i)
                throw new ArgumentException($"The journal goes on at seq {head + 1 + i}, not {rows[i].Seq}", nameof(rows));
        }
    }
}
