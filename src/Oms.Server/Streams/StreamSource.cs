using System.Globalization;
using System.Runtime.CompilerServices;
using Oms.Engine;
using Oms.Trading;

namespace Oms.Server.Streams;

/// <summary>What one client follows: journal events without a gap, and the newest quotes; the same for every way of sending it.</summary>
internal sealed class StreamSource(EventFeed feed, StreamMessages messages, QuoteBoard board, TimeProvider clock)
{
    public static readonly TimeSpan KeepAlivePeriod = TimeSpan.FromSeconds(15);

    private const int BatchMax = 200;
    private static readonly TimeSpan QuotePeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads the id of the last event that a client has seen; without one it starts now. False when there is no such event.</summary>
    public bool TryStart(string? id, out long after)
    {
        after = feed.Head;
        return string.IsNullOrEmpty(id)
            || long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out after) && after <= feed.Head;
    }

    /// <summary>What is to be sent together, for ever; an empty batch says that nothing happened for a while.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StreamMessage>> FollowAsync(
        long after, string? quotes, FirmId firm, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var quoted = new QuoteFollower(board, quotes, clock);
        var events = feed.FollowAsync(after, ending.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = events.MoveNextAsync().AsTask();
        try
        {
            var tick = Task.Delay(QuotePeriod, clock, ct);
            var sent = clock.GetTimestamp();
            var batch = new List<StreamMessage>();
            while (true)
            {
                if (await Task.WhenAny(next, tick) == next)
                {
                    await next;
                    batch.AddRange(await messages.ForAsync(events.Current, firm, ct));
                    next = events.MoveNextAsync().AsTask();
                    if (next.IsCompleted && batch.Count < BatchMax) continue; // A burst goes out in as few writes as possible.
                }
                else
                {
                    await tick;
                    batch.AddRange(quoted.Changed());
                    tick = Task.Delay(QuotePeriod, clock, ct);
                }

                if (batch.Count == 0 && clock.GetElapsedTime(sent) < KeepAlivePeriod) continue;
                yield return batch;
                batch.Clear();
                sent = clock.GetTimestamp();
            }
        }
        finally
        {
            // The enumerator may be waiting; it can only be left once that wait is over.
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync();
        }
    }
}
