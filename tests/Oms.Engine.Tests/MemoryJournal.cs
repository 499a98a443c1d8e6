using System.Runtime.CompilerServices;
using Oms.Engine.Journal;
using Oms.Trading;

namespace Oms.Engine.Tests;

/// <summary>A journal that lives as long as the test. It can be held (appends wait), and it can fail.</summary>
internal sealed class MemoryJournal : IJournal
{
    private readonly List<JournalRow> _rows = [];
    private TaskCompletionSource? _hold;
    private long _epoch;

    /// <summary>How many rows each append brought.</summary>
    public List<int> Appends { get; } = [];

    /// <summary>How often a reader started.</summary>
    public int Reads { get; private set; }

    /// <summary>Where each reader started.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<long> ReadFrom { get; } = [];

    /// <summary>Thrown by the next append, which then writes nothing.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Completes when an append waits for <see cref="Release"/>.</summary>
    public TaskCompletionSource Held { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<JournalRow> Rows
    {
        get { lock (_rows) return [.. _rows]; }
    }

    /// <summary>Does what a tail cut off with its lease row would do.</summary>
    public void CutAfter(int seq)
    {
        lock (_rows) _rows.RemoveRange(seq, _rows.Count - seq);
    }

    public void Hold() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var hold = _hold;
        _hold = null;
        Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        hold?.SetResult();
    }

    /// <summary>The book that the journal tells of.</summary>
    public TradingBook Replay()
    {
        var book = new TradingBook();
        foreach (var row in Rows) book.Apply(EventCodec.Decode(row), row.At);
        return book;
    }

    public ValueTask<JournalHead> OpenAsync(CancellationToken ct)
    {
        var rows = Rows;
        return new(new JournalHead(rows.Count, rows.Count == 0 ? new byte[JournalChain.HashSize] : rows[^1].Hash, ++_epoch));
    }

    public ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct)
    {
        var rows = Rows;
        return new(rows.Count == 0 ? null : new JournalLease(new(rows.Count, rows[^1].Hash, _epoch), "test", rows[0].At));
    }

    public async ValueTask AppendAsync(IReadOnlyList<JournalRow> rows)
    {
        if (_hold is { } hold)
        {
            Held.TrySetResult();
            await hold.Task;
        }

        if (Failure is { } failure) throw failure;
        lock (_rows)
        {
            Assert.Equal(_rows.Count + 1, rows[0].Seq);
            _rows.AddRange(rows);
            Appends.Add(rows.Count);
        }
    }

    public async IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, [EnumeratorCancellation] CancellationToken ct)
    {
        Reads++;
        ReadFrom.Enqueue(fromSeq);
        await Task.CompletedTask;
        foreach (var row in Rows.Skip((int)fromSeq - 1))
        {
            ct.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    public async IAsyncEnumerable<JournalRow> ReadSubjectAsync(
        string subject, long fromSeq, int limit, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in ReadAsync(fromSeq, ct))
        {
            if (row.Subject == subject && limit-- > 0) yield return row;
        }
    }

    public ValueTask DisposeAsync() => default;
}
