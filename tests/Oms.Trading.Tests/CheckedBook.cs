using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;

namespace Oms.Trading.Tests;

/// <summary>A book that checks after every input what must hold whatever happens. It keeps its own ledger of fills to compare with.</summary>
internal sealed class CheckedBook
{
    /// <summary>Inputs are a millisecond apart: closed orders leave while others come.</summary>
    public static readonly TimeSpan ShortlyKept = TimeSpan.FromMilliseconds(160);

    private readonly Dictionary<ExecId, Execution> _ledger = [];
    private readonly Dictionary<OrderId, decimal> _filled = [];
    private readonly HashSet<ExecId> _told = [];
    private readonly Dictionary<PositionKey, decimal> _adjusted = [];

    /// <param name="keptFor">How long closed orders stay; null as in production, which is longer than any test.</param>
    public CheckedBook(IEnumerable<BookInput> setup, TimeSpan? keptFor = null)
    {
        Book = new() { OrdersKeptFor = keptFor ?? new TradingBook().OrdersKeptFor };
        foreach (var input in setup) Handle(input);
    }

    public TradingBook Book { get; }

    public Instant Now { get; private set; } = Known.Start;

    /// <summary>Everything that was journaled, in order.</summary>
    public List<(TradingEvent Event, Instant At)> Journal { get; } = [];

    public Outcome Handle(BookInput input)
    {
        Now = new(Now.UnixMicros + 1000);
        var before = Book.Orders.ToDictionary();
        var outcome = Book.Handle(input, Now);
        foreach (var change in outcome.Changes)
        {
            Journal.Add((change.Event, Now));
            Follow(change.Event);
        }

        FillsAreNeverLost(input);
        foreach (var order in Book.Orders.Values) Check(before.GetValueOrDefault(order.Id), order, outcome);
        Assert.Equal(Book.Orders.Values.Where(order => !order.IsClosed).Select(order => order.Id.Value).Order(),
            Book.OpenOrders.Select(id => id.Value).Order());
        return outcome;
    }

    private void Follow(TradingEvent e)
    {
        if (e is ReconciliationEvent.PositionAdjusted a)
            _adjusted[new(a.Account, a.Symbol)] = _adjusted.GetValueOrDefault(new(a.Account, a.Symbol)) + a.To - a.From;
        if (e is OrderEvent.Adopted adopted) _filled[adopted.Id] = adopted.CumQty;
        var (was, fill) = e switch
        {
            OrderEvent.Traded trade => (null, trade.Execution),
            OrderEvent.TradeCorrected correction => (correction.Was, correction.Execution),
            BrokerEvent.ExternalTraded trade => (null, trade.Execution),
            BrokerEvent.ExternalTradeCorrected correction => (correction.Was, correction.Execution),
            _ => ((Execution?)null, (Execution?)null),
        };
        if (fill is null) return;
        if (was is not null) Assert.True(_ledger.Remove(was.ExecId, out var booked) && booked == was, $"{was.ExecId} was not booked");
        if (e is OrderEvent.TradeCorrected { Id: var corrected }) _filled[corrected] += fill.LastQty - was?.LastQty ?? 0;
        _told.Add(fill.ExecId);
        Assert.True(_ledger.TryAdd(fill.ExecId, fill), $"{fill.ExecId} counted twice");
        if (e is OrderEvent.Traded { Id: var id }) _filled[id] = _filled.GetValueOrDefault(id) + fill.LastQty;
    }

    private void FillsAreNeverLost(BookInput input)
    {
        if (input is not BrokerReport.Executed report) return;
        if (!_ledger.TryGetValue(report.Execution.ExecId, out var fill)) // Of whatever order it was when it was first told.
        {
            Assert.True(_told.Contains(report.Execution.ExecId) || IsOvertaken(report.Execution.ExecId), $"{report.Execution.ExecId} is lost");
            return;
        }

        var key = new PositionKey(fill.Account, fill.Symbol);
        var held = _ledger.Values.Where(e => e.Account == fill.Account && e.Symbol == fill.Symbol).Sum(e => e.SignedQty)
            + _adjusted.GetValueOrDefault(key);
        Assert.Equal(held, Book.Positions[key].Quantity);
    }

    // A later revision of the same fill stands in its place.
    private bool IsOvertaken(ExecId id) => id.TryRevision(out var stem, out var revision)
        && _ledger.Keys.Any(other => other.TryRevision(out var same, out var later) && same == stem && later > revision);

    private void Check(Order? before, Order order, Outcome outcome)
    {
        var events = outcome.Changes.Select(change => change.Event).OfType<OrderEvent>()
            .Where(e => e.Id == order.Id && e is not OrderEvent.Denied).ToList();
        Assert.Equal((before?.Version ?? 0) + events.Count, order.Version);
        Assert.Equal(_filled.GetValueOrDefault(order.Id), order.CumQty);
        Assert.True(order.LeavesQty >= 0, $"leaves of {order.Id} are {order.LeavesQty}");
        Assert.True(order.Pending is not PendingRequest.Replace || order.PendingTerms is not null, "a replace without terms");
        if (order.IsClosed)
        {
            Assert.Null(order.Pending);
            Assert.Null(order.PendingTerms);
            Assert.False(order.InDoubt);
            Assert.Equal(0, order.LeavesQty);
        }

        if (before is null) return;
        Assert.False(order.Working is OrdStatus.PendingNew && before.Working is not OrdStatus.PendingNew, "back to PendingNew");
        if (before.IsClosed)
        {
            Assert.True(order.IsClosed, "a closed order was opened");
            Assert.All(events, e => Assert.True(
                e is OrderEvent.Traded or OrderEvent.TradeCorrected or OrderEvent.CommissionBooked or OrderEvent.AnomalyFlagged or OrderEvent.WarningNoted
                    or OrderEvent.AnomalyCleared
                    || before.OvertakenTerms is not null && e is (OrderEvent.Replaced or OrderEvent.ReplaceRejected),
                $"{e.GetType().Name} changed a closed order"));
        }
    }
}
