using System.Threading.Channels;
using Oms.Engine.Journal;

namespace Oms.Engine.Tests;

/// <summary>Snapshots and signed heads that live as long as the test; they can be damaged, and saving can fail.</summary>
internal sealed class MemoryMarks : IJournalMarks
{
    private readonly Lock _lock = new();
    private readonly Channel<StoredSnapshot> _saved = Channel.CreateUnbounded<StoredSnapshot>();

    /// <summary>Newest first.</summary>
    public List<StoredSnapshot> Snapshots { get; private set; } = [];

    public List<SignedHead> Heads { get; } = [];

    /// <summary>Thrown by every call.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Each snapshot as it is saved, for a test to wait for.</summary>
    public ChannelReader<StoredSnapshot> Saved => _saved.Reader;

    public ValueTask<IReadOnlyList<StoredSnapshot>> ReadSnapshotsAsync(CancellationToken ct)
    {
        if (Failure is { } failure) throw failure;
        lock (_lock) return new([.. Snapshots]);
    }

    public ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken ct)
    {
        if (Failure is { } failure) throw failure;
        lock (_lock) Snapshots = [snapshot, .. Snapshots.Where(older => older.Seq < snapshot.Seq).Take(1)];
        _saved.Writer.TryWrite(snapshot);
        return default;
    }

    public ValueTask<IReadOnlyList<SignedHead>> ReadHeadsAsync(CancellationToken ct)
    {
        lock (_lock) return new([.. Heads.OrderBy(head => head.Seq)]);
    }

    public ValueTask SaveAsync(SignedHead head, CancellationToken ct)
    {
        if (Failure is { } failure) throw failure;
        lock (_lock) Heads.Add(head);
        return default;
    }
}
