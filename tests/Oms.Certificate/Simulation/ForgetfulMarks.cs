using Oms.Engine.Journal;

namespace Oms.Certificate.Simulation;

/// <summary>A disk that keeps neither snapshots nor signed heads: losing them all may cost time and nothing else.</summary>
internal sealed class ForgetfulMarks : IJournalMarks
{
    public ValueTask<IReadOnlyList<StoredSnapshot>> ReadSnapshotsAsync(CancellationToken ct) => new([]);

    public ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken ct) => default;

    public ValueTask<IReadOnlyList<SignedHead>> ReadHeadsAsync(CancellationToken ct) => new([]);

    public ValueTask SaveAsync(SignedHead head, CancellationToken ct) => default;
}
