using System.Runtime.CompilerServices;
using Oms.Engine.Journal;

namespace Oms.Storage.Tests.ReadModel;

/// <summary>A journal that lasts as long as the test.</summary>
internal sealed class MemoryJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalRow> _rows = [];

    public List<JournalRow> Rows
    {
        get { lock (_lock) return [.. _rows]; }
    }

    public ValueTask<JournalHead> OpenAsync(CancellationToken ct)
    {
        lock (_lock)
            return new(_rows.Count == 0 ? new JournalHead(0, new byte[JournalChain.HashSize], 1) : new(_rows.Count, _rows[^1].Hash, 1));
    }

    public ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct) => throw new NotSupportedException();

    public ValueTask AppendAsync(IReadOnlyList<JournalRow> rows)
    {
        lock (_lock) _rows.AddRange(rows);
        return default;
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        foreach (var row in Rows.Skip((int)fromSeq - 1)) yield return row;
    }

    public IAsyncEnumerable<JournalRow> ReadSubjectAsync(string subject, long fromSeq, int limit, CancellationToken ct) =>
        ReadAsync(fromSeq, ct).Where(row => row.Subject == subject).Take(limit);

    /// <summary>Goes back to an older state, as after a restore.</summary>
    public void CutAfter(int seq)
    {
        lock (_lock) _rows.RemoveRange(seq, _rows.Count - seq);
    }

    public ValueTask DisposeAsync() => default;
}
