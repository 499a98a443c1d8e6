using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>
/// Keeps snapshots of the book: one every so many events, and one when the engine stops. The loop only takes it, which copies references;
/// it is written beside the loop. One that cannot be written costs a warning and a longer start.
/// </summary>
public sealed class SnapshotKeeper(IJournalMarks marks, EngineOptions options, TimeProvider clock, ILogger<SnapshotKeeper> logger)
{
    private readonly Channel<BookMark> _waiting = Channel.CreateBounded<BookMark>(1);
    private long _lastSeq;

    /// <summary>Told once, before the loop runs: up to here there is a snapshot.</summary>
    public void StartAt(long seq) => _lastSeq = seq;

    /// <summary>Called by the loop after each commit, when book and journal say the same.</summary>
    public void Offer(TradingBook book, JournalChain chain)
    {
        if (chain.Seq - _lastSeq < options.EventsPerSnapshot || _waiting.Reader.Count > 0) return;
        if (_waiting.Writer.TryWrite(Take(book, chain))) _lastSeq = chain.Seq;
    }

    /// <summary>Writes what was offered, until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (await _waiting.Reader.WaitToReadAsync(ct))
        {
            while (_waiting.Reader.TryRead(out var mark)) await SaveAsync(mark, ct);
        }
    }

    /// <summary>The last one: the loop has ended, and the book stands still.</summary>
    public async Task StopAsync(TradingBook book, JournalChain chain, CancellationToken ct)
    {
        if (chain.Seq > _lastSeq || _waiting.Reader.Count > 0) await SaveAsync(Take(book, chain), ct);
    }

    private BookMark Take(TradingBook book, JournalChain chain) => new(chain.Seq, Instant.Now(clock), chain.Hash, book.Snapshot());

    private async Task SaveAsync(BookMark mark, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var stored = SnapshotCodec.Encode(mark);
            await marks.SaveAsync(stored, ct);
            Log.SnapshotKept(logger, mark.Seq, stored.Data.Length, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.SnapshotFailed(logger, e, mark.Seq);
        }
    }
}
