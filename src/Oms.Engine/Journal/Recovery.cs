using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>A book and its chain where the journal ends, and the seq of the snapshot that they came from; 0 when it was replayed whole.</summary>
public sealed record Recovered(TradingBook Book, JournalChain Chain, long SnapshotSeq);

/// <summary>
/// Brings a book to where the journal ends: the newest snapshot that fits the journal, then the rows after it. A snapshot that does not
/// fit is passed over; without any the journal is replayed from its first row. The chain is checked from the first row while the journal is
/// short, and from the snapshot on when it is long: then the whole of it is for <see cref="JournalVerifier"/>.
/// </summary>
public sealed class Recovery(IJournal journal, IJournalMarks marks, EngineOptions options, ILogger<Recovery> logger)
{
    /// <exception cref="JournalCorruptException">Rows are missing, or are not what was written.</exception>
    public async Task<Recovered> RunAsync(JournalHead head, CancellationToken ct)
    {
        foreach (var stored in await SnapshotsAsync(ct))
        {
            if (await FaultOfAsync(stored, head, ct) is { } fault)
            {
                Log.SnapshotIgnored(logger, stored.Seq, fault);
                continue;
            }

            if (TryDecode(stored, out var mark))
            {
                var chain = mark.Seq > options.RowsAlwaysChecked
                    ? new JournalChain(options.Shard, new(mark.Seq, mark.Chain, head.Epoch))
                    : JournalChain.Empty(options.Shard);
                return await ReplayAsync(new(mark.Book), mark.Seq, chain, head, ct);
            }
        }

        return await ReplayAsync(new(), 0, JournalChain.Empty(options.Shard), head, ct);
    }

    // The book knows the rows up to the snapshot; the chain may stand before it, and then checks those too.
    private async Task<Recovered> ReplayAsync(TradingBook book, long snapshotSeq, JournalChain chain, JournalHead head, CancellationToken ct)
    {
        await foreach (var row in journal.ReadAsync(chain.Seq + 1, ct))
        {
            chain.Verify(row);
            if (row.Seq > snapshotSeq) book.Apply(EventCodec.Decode(row), row.At);
        }

        chain.VerifyHead(head);
        return new(book, chain, snapshotSeq);
    }

    // A store of snapshots that cannot be read is no reason not to trade: the journal has everything.
    private async Task<IReadOnlyList<StoredSnapshot>> SnapshotsAsync(CancellationToken ct)
    {
        try
        {
            return await marks.ReadSnapshotsAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.SnapshotsUnreadable(logger, e);
            return [];
        }
    }

    private async Task<string?> FaultOfAsync(StoredSnapshot stored, JournalHead head, CancellationToken ct)
    {
        if (stored.Seq > head.Seq) return $"the journal ends at seq {head.Seq}: rows may have been cut";
        await foreach (var row in journal.ReadAsync(stored.Seq, ct))
            return row.Seq == stored.Seq && row.Hash.Span.SequenceEqual(stored.Chain.Span) ? null : "its hash is not that of the journal's row";
        return "the journal has no row of its seq";
    }

    private bool TryDecode(StoredSnapshot stored, [NotNullWhen(true)] out BookMark? mark)
    {
        try
        {
            mark = SnapshotCodec.Decode(stored);
            return true;
        }
        catch (InvalidDataException e)
        {
            Log.SnapshotIgnored(logger, stored.Seq, e.Message);
            mark = null;
            return false;
        }
    }
}
