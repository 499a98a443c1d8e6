using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>
/// The durable order of everything that happened, one sequence per shard.
/// 1. Rows are appended only by the holder of the writer lease, whose epoch is checked inside each append.
/// 2. An append is all or nothing, and durable when it returns.
/// 3. <c>seq</c> starts at 1, has no gaps and is assigned by the caller; a row that would break the sequence is refused.
/// 4. The lease row keeps the head (seq and hash) in the same transaction, so that a cut tail is seen at the next start.
/// 5. Readers need no lease and see whole appends only.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Creates what is missing, takes the writer lease with the next epoch and tells the head.</summary>
    /// <exception cref="JournalLockedException">Another process holds the lease and lives.</exception>
    ValueTask<JournalHead> OpenAsync(CancellationToken ct);

    /// <summary>The writer lease as it stands, without taking it; null when no engine has opened the journal yet.</summary>
    ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct);

    /// <summary>Appends consecutive rows in one commit. Not cancellable: half an append does not exist.</summary>
    /// <exception cref="JournalLeaseLostException">Another writer has taken over; nothing was written.</exception>
    ValueTask AppendAsync(IReadOnlyList<JournalRow> rows);

    /// <summary>Rows from <paramref name="fromSeq"/> on, in order, as far as the journal reaches now.</summary>
    IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, CancellationToken ct);

    /// <summary>The rows about one subject, in order, at most <paramref name="limit"/>.</summary>
    IAsyncEnumerable<JournalRow> ReadSubjectAsync(string subject, long fromSeq, int limit, CancellationToken ct);
}

/// <summary>Where the journal ends. Seq 0 with an all-zero hash is the empty journal.</summary>
public sealed record JournalHead(long Seq, ReadOnlyMemory<byte> Hash, long Epoch);

/// <summary>Who took the writer lease when, and where the journal ends by it.</summary>
public sealed record JournalLease(JournalHead Head, string Holder, Instant TakenAt);

/// <summary>One event as it is kept. <see cref="Data"/> is UTF-8 JSON, <see cref="Hash"/> covers the row and the hash before it.</summary>
public sealed record JournalRow(
    int Shard, long Seq, Instant At, string Subject, string Kind, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Hash);

/// <summary>The journal is damaged: <see cref="Seq"/> is the first row that is missing or not what was written.</summary>
public sealed class JournalCorruptException(long seq, string reason)
    : Exception($"The journal is damaged at seq {seq}: {reason}")
{
    public long Seq { get; } = seq;
}

/// <summary>Another living process writes this journal.</summary>
public sealed class JournalLockedException(string message) : Exception(message);

/// <summary>Another writer took the lease; this one must stop.</summary>
public sealed class JournalLeaseLostException(long epoch)
    : Exception($"The writer lease of epoch {epoch} is gone: another engine writes this journal");
