using System.Globalization;
using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>What a check of the whole journal saw.</summary>
/// <param name="Lease">Null when no engine has ever opened the journal.</param>
/// <param name="Heads">Signed heads that were compared with the chain.</param>
/// <param name="Book">The book that the rows make; null unless it was asked for.</param>
/// <param name="Snapshots">For each snapshot that is kept, in words, whether it is the book as replayed to its seq.</param>
public sealed record JournalReport(
    long Rows, ReadOnlyMemory<byte> Hash, JournalLease? Lease, int Heads, TradingBook? Book, IReadOnlyList<string> Snapshots)
{
    /// <summary>Whether a snapshot says something else than the journal. The journal is right; the snapshot must not be used.</summary>
    public bool HasWrongSnapshot { get; init; }
}

/// <summary>
/// Checks the whole journal, while an engine runs on it or not: every row against the chain, the end against the lease row, every signed
/// head against both, and if asked the snapshots against a replay from the first row.
/// </summary>
public sealed class JournalVerifier(IJournal journal, IJournalMarks marks, int shard)
{
    /// <summary>Keys whose heads are believed; without any, heads are not looked at.</summary>
    public IReadOnlyList<HeadKey> Keys { get; init; } = [];

    /// <summary>Where heads are kept elsewhere.</summary>
    public HeadsFolder? Folder { get; init; }

    private const int RowsPerTick = 100_000;

    /// <param name="progress">Told the seq every so many rows.</param>
    /// <exception cref="JournalCorruptException">Something does not fit; the first place is named.</exception>
    public async Task<JournalReport> RunAsync(bool replay, IProgress<long>? progress, CancellationToken ct)
    {
        var lease = await journal.ReadLeaseAsync(ct);
        var heads = new Queue<SignedHead>(Keys.Count == 0 ? [] : await HeadsAsync(lease, ct));
        var heading = heads.Count;
        var snapshots = replay ? (await marks.ReadSnapshotsAsync(ct)).Reverse().ToList() : [];
        var report = new JournalReport(0, default, lease, heading, replay ? new TradingBook() : null, []);
        var told = new List<string>();
        var chain = JournalChain.Empty(shard);
        await foreach (var row in journal.ReadAsync(1, ct))
        {
            chain.Verify(row);
            if (lease is not null && row.Seq == lease.Head.Seq) chain.VerifyHead(lease.Head);
            while (heads.TryPeek(out var head) && head.Seq == row.Seq) Compare(heads.Dequeue(), row);
            report.Book?.Apply(EventCodec.Decode(row), row.At);
            foreach (var stored in snapshots.Where(stored => stored.Seq == row.Seq)) report = Compare(stored, row, report, told);
            if (row.Seq % RowsPerTick == 0) progress?.Report(row.Seq);
        }

        await CheckEndAsync(chain, lease, ct);
        if (heads.TryPeek(out var beyond))
            throw new JournalCorruptException(chain.Seq + 1, $"the journal ends at seq {chain.Seq}, and seq {beyond.Seq} was signed at {beyond.At}");
        foreach (var stored in snapshots.Where(stored => stored.Seq > chain.Seq))
            throw new JournalCorruptException(chain.Seq + 1, $"the journal ends at seq {chain.Seq}, and a snapshot was taken at seq {stored.Seq}");
        return report with { Rows = chain.Seq, Hash = chain.Hash, Snapshots = told };
    }

    // An engine may have gone on while the rows were read: then the lease has gone on with it.
    private async Task CheckEndAsync(JournalChain chain, JournalLease? lease, CancellationToken ct)
    {
        if (lease is null && chain.Seq > 0) throw new JournalCorruptException(1, "the lease row is missing: where the journal ends is not known");
        if (lease is null) return;
        if (chain.Seq <= lease.Head.Seq) chain.VerifyHead(lease.Head);
        else if (await journal.ReadLeaseAsync(ct) is not { } now || chain.Seq > now.Head.Seq)
            throw new JournalCorruptException(lease.Head.Seq + 1, $"rows follow the head at seq {lease.Head.Seq}");
    }

    private async Task<IReadOnlyList<SignedHead>> HeadsAsync(JournalLease? lease, CancellationToken ct)
    {
        var kept = (await marks.ReadHeadsAsync(ct)).Concat(Folder?.Read(shard) ?? []);
        var heads = kept.Where(head => head.Seq > 0).OrderBy(head => head.Seq).ThenBy(head => head.Epoch).ToList();
        var epoch = 0L;
        foreach (var head in heads)
        {
            if (head.Shard != shard || !Keys.Any(key => key.HasSigned(head)))
                throw new JournalCorruptException(head.Seq, $"the head signed by key {head.KeyId} at {head.At} is forged, or the key is not known here");
            if (head.Epoch < epoch) throw new JournalCorruptException(head.Seq, $"the lease epoch fell from {epoch} to {head.Epoch}");
            epoch = head.Epoch;
        }

        if (lease is not null && lease.Head.Epoch < epoch)
            throw new JournalCorruptException(lease.Head.Seq, $"the lease epoch fell from {epoch} to {lease.Head.Epoch}");
        return heads;
    }

    private static void Compare(SignedHead head, JournalRow row)
    {
        if (!head.Hash.Span.SequenceEqual(row.Hash.Span))
            throw new JournalCorruptException(row.Seq, $"the journal was rewritten: its hash is not the one that was signed at {head.At}");
    }

    private static JournalReport Compare(StoredSnapshot stored, JournalRow row, JournalReport report, List<string> told)
    {
        var fault = FaultOf(stored, row, report);
        told.Add(string.Create(CultureInfo.InvariantCulture,
            $"snapshot at seq {stored.Seq}: {fault ?? "equals the replay, bit for bit"}"));
        return fault is null || stored.Format != SnapshotCodec.Format ? report : report with { HasWrongSnapshot = true };
    }

    private static string? FaultOf(StoredSnapshot stored, JournalRow row, JournalReport report)
    {
        try
        {
            var mark = SnapshotCodec.Decode(stored);
            if (!mark.Chain.Span.SequenceEqual(row.Hash.Span)) return "its hash is not that of the journal's row";
            return report.Book is { } book && stored.Data.Span.SequenceEqual(SnapshotCodec.Encode(book.Snapshot()))
                ? null : "it differs from the replay";
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }
}
