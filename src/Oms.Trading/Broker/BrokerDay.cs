using System.Collections.Immutable;
using Oms.Trading.Accounts;
using Oms.Trading.Orders;

namespace Oms.Trading.Broker;

/// <summary>New orders are held back since the broker restarts soon; null times are not known yet.</summary>
/// <param name="Until">When the window is planned to be over.</param>
public sealed record Freeze(Instant Since, Instant Until, string Reason);

/// <summary>How an order that rested over the broker's restart came through it.</summary>
/// <param name="IsConfirmed">The broker showed it open afterwards, or it is over with evidence.</param>
public sealed record NightOrder(
    OrderId Id, ClOrdId ClOrdId, AccountId Account, FirmId Firm, Symbol Symbol, OrdStatus OrdStatus, decimal LeavesQty, bool IsConfirmed, string Evidence);

/// <summary>What a planned restart of the broker did, order by order.</summary>
/// <param name="LinkLostAt">Null when the link held.</param>
/// <param name="BreaksOpen">Differences that stood when trading was opened again.</param>
public sealed record NightReport(
    Instant FrozenAt, Instant? LinkLostAt, Instant? LinkBackAt, Instant ReopenedAt, ImmutableArray<NightOrder> Orders, int Fills, int BreaksOpen);

/// <summary>The broker's day as a snapshot keeps it.</summary>
public sealed record BrokerDaySnapshot
{
    public required TradingMode? Mode { get; init; }
    public required int? ClientId { get; init; }
    public required Freeze? Freeze { get; init; }
    public required ImmutableArray<OrderId> Resting { get; init; }
    public required Instant? LostAt { get; init; }
    public required Instant? BackAt { get; init; }
    public required int Fills { get; init; }
}

/// <summary>
/// What the book knows of the broker's day: whether orders may go to it at all, and the restart that is planned or under way. A fold over
/// broker events.
/// </summary>
public sealed class BrokerDay
{
    private readonly HashSet<OrderId> _resting = [];
    private Instant? _lostAt;
    private Instant? _backAt;
    private int _fills;

    /// <summary>Whether this program trades paper or live accounts; null until a start said so.</summary>
    public TradingMode? Mode { get; private set; }

    /// <summary>Our client id at the broker; null until a link said so.</summary>
    public int? ClientId { get; private set; }

    /// <summary>Set while new orders are held back.</summary>
    public Freeze? Freeze { get; private set; }

    /// <summary>The orders that were open when new ones were frozen out.</summary>
    public IReadOnlyCollection<OrderId> Resting => _resting;

    /// <summary>IB: the ids of paper accounts start with D, those of live ones do not.</summary>
    public static TradingMode ModeOf(AccountId account) => account.Value.StartsWith('D') ? TradingMode.Paper : TradingMode.Live;

    internal void Apply(BrokerEvent e, TradingBook book, Instant at)
    {
        switch (e)
        {
            case BrokerEvent.TradingModeSet set: Mode = set.Mode; break;
            case BrokerEvent.LinkedUp up:
                ClientId = up.ClientId ?? ClientId;
                if (Freeze is not null) _backAt = at;
                break;
            case BrokerEvent.LinkedDown when Freeze is not null: (_lostAt, _backAt) = (_lostAt ?? at, null); break;
            case BrokerEvent.Frozen frozen:
                (Freeze, _lostAt, _backAt, _fills) = (new(at, frozen.Until, frozen.Reason), null, null, 0);
                _resting.Clear();
                _resting.UnionWith(book.OpenOrders);
                break;
            case BrokerEvent.Reopened: Freeze = null; break;
            default: break;
        }
    }

    internal void Filled()
    {
        if (Freeze is not null) _fills++;
    }

    /// <summary>All of it, for a snapshot of the book.</summary>
    internal BrokerDaySnapshot Snapshot() => new()
    {
        Mode = Mode,
        ClientId = ClientId,
        Freeze = Freeze,
        Resting = [.. _resting],
        LostAt = _lostAt,
        BackAt = _backAt,
        Fills = _fills,
    };

    internal void Restore(BrokerDaySnapshot snapshot)
    {
        _resting.UnionWith(snapshot.Resting);
        (Mode, ClientId, Freeze) = (snapshot.Mode, snapshot.ClientId, snapshot.Freeze);
        (_lostAt, _backAt, _fills) = (snapshot.LostAt, snapshot.BackAt, snapshot.Fills);
    }

    /// <summary>The report of the night that ends now.</summary>
    internal NightReport Report(TradingBook book, Freeze freeze, Instant now) => new(
        freeze.Since, _lostAt, _backAt, now,
        [.. _resting.Order(Comparer<OrderId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))).Select(id => Line(book.Orders[id]))],
        _fills, book.Reconciliation.Open.Count());

    private static NightOrder Line(Order order) => new(
        order.Id, order.Terms.ClOrdId, order.Terms.Account, order.Firm, order.Terms.Symbol, order.OrdStatus, order.LeavesQty,
        order.IsClosed || !order.InDoubt,
        order.IsClosed ? $"{order.Working} {order.Text}".TrimEnd() : order.InDoubt ? "not shown by the broker" : "shown open by the broker");
}
