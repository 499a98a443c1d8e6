using System.Diagnostics;
using System.Runtime.CompilerServices;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;

namespace Oms.Engine;

/// <summary>A journaled event. What it left behind is there while it is young; from further back only the event itself comes.</summary>
public sealed record Committed(long Seq, Instant At, TradingEvent Event, Order? Order, Position? Position)
{
    /// <summary>The trace that led to it, while traces are collected.</summary>
    public ActivityContext Trace { get; init; }
}

/// <summary>
/// Where everything that follows the journal waits. A follower reads at its own pace from its own <c>seq</c>: from a ring of the youngest
/// events, or from the journal when it has fallen behind it. A slow follower costs nothing and loses nothing.
/// </summary>
public sealed class EventFeed(IJournal journal)
{
    private const int RingSize = 1 << 16;

    private readonly Committed?[] _ring = new Committed?[RingSize];
    private TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _head;
    private long _linkedUpSeq;

    /// <summary>The last committed seq.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>The seq at which the broker link last came up; what was asked of the broker before it is settled by what the broker shows.</summary>
    public long LinkedUpSeq => Volatile.Read(ref _linkedUpSeq);

    /// <summary>Events after <paramref name="afterSeq"/>, without a gap, for ever.</summary>
    public async IAsyncEnumerable<Committed> FollowAsync(long afterSeq, [EnumeratorCancellation] CancellationToken ct)
    {
        var next = afterSeq + 1;
        await using var givenUp = RingWhenGivenUp(ct);
        while (true)
        {
            var rung = Volatile.Read(ref _rung).Task;
            ct.ThrowIfCancellationRequested();
            if (next > Head)
            {
                await rung;
                continue;
            }

            if (Volatile.Read(ref _ring[next % RingSize]) is { } young && young.Seq == next)
            {
                yield return young;
                next++;
                continue;
            }

            await foreach (var row in journal.ReadAsync(next, ct))
            {
                yield return new(row.Seq, row.At, EventCodec.Decode(row), null, null);
                next = row.Seq + 1;
                if (Volatile.Read(ref _ring[next % RingSize])?.Seq == next) break; // The ring serves the rest.
            }
        }
    }

    /// <summary>Completes when the feed has moved past <paramref name="seq"/>.</summary>
    public async Task WaitPastAsync(long seq, CancellationToken ct)
    {
        await using var givenUp = RingWhenGivenUp(ct);
        while (true)
        {
            var rung = Volatile.Read(ref _rung).Task;
            ct.ThrowIfCancellationRequested();
            if (Head > seq) return;
            await rung;
        }
    }

    /// <summary>Where the feed begins; said once, by the one that publishes.</summary>
    public void StartAt(long head) => Volatile.Write(ref _head, head);

    /// <summary>Consecutive events, durable already. Called by one only: the sequencer, or in a process without it the follower.</summary>
    public void Publish(IReadOnlyList<Committed> batch)
    {
        foreach (var committed in batch)
        {
            Volatile.Write(ref _ring[committed.Seq % RingSize], committed);
            if (committed.Event is BrokerEvent.LinkedUp) Volatile.Write(ref _linkedUpSeq, committed.Seq);
        }

        Volatile.Write(ref _head, batch[^1].Seq);
        Ring();
    }

    private void Ring() =>
        Interlocked.Exchange(ref _rung, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    // One registration for the life of a follower instead of one for each wait: whoever gives up rings, and the others find nothing new.
    private CancellationTokenRegistration RingWhenGivenUp(CancellationToken ct) =>
        ct.UnsafeRegister(static feed => (feed as EventFeed)?.Ring(), this);
}
