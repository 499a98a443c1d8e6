using System.Collections.Immutable;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;

namespace Oms.Trading.Reconciliation;

/// <summary>The state of reconciliation as a snapshot keeps it.</summary>
public sealed record ReconciliationSnapshot
{
    public required ImmutableArray<Break> Open { get; init; }
    public required ImmutableArray<Finding> Ignored { get; init; }
    public required ImmutableArray<KeyValuePair<PositionKey, Instant>> MovedAt { get; init; }
    public required ImmutableArray<CashSnapshot> Cash { get; init; }
    public required int BreaksOpened { get; init; }
    public required bool IsRoundAsked { get; init; }
    public required ImmutableArray<Finding> Suspects { get; init; }
    public required Instant RoundSince { get; init; }
    public required Instant WitnessSince { get; init; }
    public required BrokerView? Shown { get; init; }

    /// <summary>What follows from events alone, in an order that does not depend on how the book came to be.</summary>
    internal ReconciliationSnapshot Ordered() => this with
    {
        Open = [.. Open.OrderBy(open => open.Id.Value, StringComparer.Ordinal)],
        Ignored = [.. Ignored.OrderBy(finding => finding.Key.ToString(), StringComparer.Ordinal)],
        MovedAt = [.. MovedAt.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal)],
        Cash = [.. Cash.OrderBy(line => $"{line.Account}/{line.Currency}", StringComparer.Ordinal)],
        Suspects = [],
        RoundSince = default,
        WitnessSince = default,
        Shown = null,
    };
}

/// <summary>The expected cash of one currency, with whose it is.</summary>
public sealed record CashSnapshot(AccountId Account, string Currency, CashLine Line);

/// <summary>
/// What the book knows of its differences with the broker. Breaks, cash and what was ignored come from events; what a round suspects and
/// when things last moved only help to decide, and after a start a difference has to be seen twice anew.
/// </summary>
public sealed class ReconciliationState
{
    private readonly Dictionary<BreakKey, Break> _open = [];
    private readonly Dictionary<BreakId, BreakKey> _keys = [];
    private readonly Dictionary<BreakKey, Finding> _ignored = [];
    private readonly Dictionary<PositionKey, Instant> _movedAt = [];

    /// <summary>The breaks that stand.</summary>
    public IEnumerable<Break> Open => _open.Values.OrderBy(open => open.Id.Value.Length).ThenBy(open => open.Id.Value, StringComparer.Ordinal);

    /// <summary>Differences that a person accepted as they were.</summary>
    public IReadOnlyDictionary<BreakKey, Finding> Ignored => _ignored;

    public CashLedger Cash { get; } = new();

    /// <summary>Counts the breaks; the next one is named by the number after it.</summary>
    public int BreaksOpened { get; private set; }

    /// <summary>Whether somebody asked for a round that has not ended.</summary>
    public bool IsRoundAsked { get; private set; }

    /// <summary>What the last round saw once and the next one must see again.</summary>
    internal Dictionary<BreakKey, Finding> Suspects { get; } = [];

    /// <summary>When the questions of the round that runs began, by our clock; of the trading connection and of the witness.</summary>
    internal Instant RoundSince { get; set; }
    internal Instant WitnessSince { get; set; }

    /// <summary>What the trading connection was last shown; null until it was.</summary>
    internal BrokerView? Shown { get; set; }

    public Break? Find(BreakId id) => _keys.TryGetValue(id, out var key) ? _open.GetValueOrDefault(key) : null;

    public Break? Find(BreakKey key) => _open.GetValueOrDefault(key);

    /// <summary>Whether a position moved at or after this moment.</summary>
    internal bool MovedSince(PositionKey key, Instant since) => _movedAt.TryGetValue(key, out var at) && at >= since;

    internal void Moved(PositionKey key, Execution fill, Instrument? instrument, Instant at)
    {
        _movedAt[key] = at;
        Cash.Apply(fill, instrument);
    }

    internal void Apply(ReconciliationEvent e, Instant at)
    {
        switch (e)
        {
            case ReconciliationEvent.RoundRequested: IsRoundAsked = true; break;
            case ReconciliationEvent.RoundFinished: IsRoundAsked = false; break;
            case ReconciliationEvent.BreakOpened opened:
                BreaksOpened++;
                _open[opened.Finding.Key] = Break.From(opened, at);
                _keys[opened.Id] = opened.Finding.Key;
                _ignored.Remove(opened.Finding.Key);
                break;
            case ReconciliationEvent.BreakChanged changed: Change(changed.Id, e, at); break;
            case ReconciliationEvent.BreakAssigned assigned: Change(assigned.Id, e, at); break;
            case ReconciliationEvent.BreakHealed healed: Close(healed.Id, false); break;
            case ReconciliationEvent.BreakResolved done: Close(done.Id, done.Action is BreakAction.Ignore); break;
            case ReconciliationEvent.CashBaselined baseline: Cash.Apply(baseline); break;
            default: break;
        }
    }

    /// <summary>All of it, for a snapshot of the book.</summary>
    internal ReconciliationSnapshot Snapshot() => new()
    {
        Open = [.. _open.Values],
        Ignored = [.. _ignored.Values],
        MovedAt = [.. _movedAt],
        Cash = [.. Cash.Lines.Select(line => new CashSnapshot(line.Key.Account, line.Key.Currency, line.Value))],
        BreaksOpened = BreaksOpened,
        IsRoundAsked = IsRoundAsked,
        Suspects = [.. Suspects.Values],
        RoundSince = RoundSince,
        WitnessSince = WitnessSince,
        Shown = Shown,
    };

    internal void Restore(ReconciliationSnapshot snapshot)
    {
        foreach (var open in snapshot.Open) (_open[open.Finding.Key], _keys[open.Id]) = (open, open.Finding.Key);
        foreach (var finding in snapshot.Ignored) _ignored[finding.Key] = finding;
        foreach (var (key, at) in snapshot.MovedAt) _movedAt[key] = at;
        foreach (var line in snapshot.Cash) Cash.Restore(line);
        foreach (var finding in snapshot.Suspects) Suspects[finding.Key] = finding;
        (BreaksOpened, IsRoundAsked, RoundSince, WitnessSince, Shown) =
            (snapshot.BreaksOpened, snapshot.IsRoundAsked, snapshot.RoundSince, snapshot.WitnessSince, snapshot.Shown);
    }

    private void Change(BreakId id, ReconciliationEvent e, Instant at)
    {
        var key = _keys[id];
        _open[key] = _open[key].Apply(e, at);
    }

    private void Close(BreakId id, bool isIgnored)
    {
        if (!_keys.Remove(id, out var key) || !_open.Remove(key, out var closed)) return;
        if (isIgnored) _ignored[key] = closed.Finding;
    }
}
