using System.Diagnostics.CodeAnalysis;

namespace Oms.Trading.Orders;

/// <summary>A fill as it is booked: what a correction takes back.</summary>
/// <param name="Order">Null for a fill of an order that is not ours.</param>
public sealed record BookedFill(OrderId? Order, Execution Execution, Commission? Commission, Instant At);

/// <summary>
/// The fills that the broker may still correct, by the part of their ids that revisions share. Corrections come within days; what is older
/// is forgotten, by the times of the events alone, so that a replay forgets the same.
/// </summary>
internal sealed class CorrigibleFills
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly Dictionary<string, BookedFill> _byStem = [];
    private readonly Queue<(string Stem, Instant At)> _byAge = [];

    /// <summary>From the oldest on, as they were booked; a snapshot takes them while orders wait, so nothing is sorted.</summary>
    public IEnumerable<BookedFill> All => _byAge.Where(aged => _byStem.TryGetValue(aged.Stem, out var fill) && fill.At == aged.At)
        .DistinctBy(aged => aged.Stem).Select(aged => _byStem[aged.Stem]);

    public void Add(BookedFill fill)
    {
        if (!fill.Execution.ExecId.TryRevision(out var stem, out _)) return;
        _byStem[stem] = fill;
        _byAge.Enqueue((stem, fill.At));
        while (_byAge.TryPeek(out var oldest) && fill.At - oldest.At > KeptFor)
        {
            _byAge.Dequeue();
            if (_byStem.TryGetValue(oldest.Stem, out var known) && known.At == oldest.At) _byStem.Remove(oldest.Stem);
        }
    }

    /// <summary>Forgets what was booked before a moment, whatever is older than what: the clock may have been set back in between.</summary>
    public void Forget(Instant before)
    {
        foreach (var (stem, _) in _byStem.Where(pair => pair.Value.At < before).ToList()) _byStem.Remove(stem);
    }

    public void Charge(ExecId id, Commission commission)
    {
        if (id.TryRevision(out var stem, out _) && _byStem.TryGetValue(stem, out var fill) && fill.Execution.ExecId == id)
            _byStem[stem] = fill with { Commission = commission };
    }

    /// <summary>The booked fill of which this id is another revision.</summary>
    public bool TryFind(ExecId id, [NotNullWhen(true)] out BookedFill? booked)
    {
        booked = null;
        return id.TryRevision(out var stem, out _) && _byStem.TryGetValue(stem, out booked);
    }
}
