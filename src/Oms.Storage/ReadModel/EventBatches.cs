using Oms.Engine;

namespace Oms.Storage.ReadModel;

/// <summary>Takes from the feed what is there, up to a limit, and waits only when nothing is.</summary>
internal sealed class EventBatches : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<Committed> _events;
    private readonly int _limit;
    private Task<bool> _next;

    public EventBatches(EventFeed feed, long afterSeq, int limit, CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _events = feed.FollowAsync(afterSeq, _stop.Token).GetAsyncEnumerator(CancellationToken.None);
        _limit = limit;
        _next = _events.MoveNextAsync().AsTask();
    }

    /// <summary>At least one event; null when the feed ends.</summary>
    public async Task<IReadOnlyList<Committed>?> NextAsync()
    {
        if (!await _next) return null;
        var batch = new List<Committed>();
        do
        {
            batch.Add(_events.Current);
            _next = _events.MoveNextAsync().AsTask();
        }
        while (batch.Count < _limit && _next.IsCompletedSuccessfully && await _next);
        return batch;
    }

    // The enumerator may be waiting; it can only be left once that wait is over.
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _events.DisposeAsync();
        _stop.Dispose();
    }
}
