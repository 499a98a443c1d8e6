using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>
/// What stands beside the journal and is never the truth: snapshots of the book, which can be made again from it, and signed heads, which
/// it is checked against. Losing all of it costs a longer start.
/// </summary>
public interface IJournalMarks
{
    /// <summary>The snapshots that are kept, newest first.</summary>
    ValueTask<IReadOnlyList<StoredSnapshot>> ReadSnapshotsAsync(CancellationToken ct);

    /// <summary>Keeps a snapshot, durably, and of those before it the newest only.</summary>
    ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken ct);

    /// <summary>The signed heads, in the order of their seq.</summary>
    ValueTask<IReadOnlyList<SignedHead>> ReadHeadsAsync(CancellationToken ct);

    /// <summary>Keeps a signed head, durably; one that is kept already stays as it is.</summary>
    ValueTask SaveAsync(SignedHead head, CancellationToken ct);
}

/// <summary>A snapshot as it is kept.</summary>
/// <param name="Seq">The last event in it.</param>
/// <param name="Chain">The hash of the journal's row at that seq.</param>
/// <param name="Format">The shape of what is in <paramref name="Data"/>; another one cannot be read.</param>
/// <param name="Checksum">SHA-256 over all the rest.</param>
public sealed record StoredSnapshot(
    long Seq, Instant At, ReadOnlyMemory<byte> Chain, string Format, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Checksum);
