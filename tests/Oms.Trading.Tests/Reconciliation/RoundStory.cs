using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Trading.Tests.Reconciliation;

/// <summary>A book and a broker that shows what the test says, one second apart.</summary>
internal sealed class RoundStory
{
    private readonly List<(TradingEvent Event, Instant At)> _journal = [];
    private int _executions;

    public RoundStory()
    {
        foreach (var input in Known.Setup) Handle(input);
        Handle(new BrokerReport.LinkUp("paper", 1) { ClientId = 1 });
        Handle(new BrokerReport.Synchronized());
    }

    public TradingBook Book { get; } = new();
    public Instant Now { get; private set; } = Known.Start;
    public IEnumerable<Break> Open => Book.Reconciliation.Open;
    public IEnumerable<TradingEvent> Events => _journal.Select(entry => entry.Event);

    public Outcome Handle(BookInput input)
    {
        Now += TimeSpan.FromSeconds(1);
        var outcome = Book.Handle(input, Now);
        _journal.AddRange(outcome.Changes.Select(change => (change.Event, Now)));
        return outcome;
    }

    public Order Placed(string clOrdId, Side side = Side.Buy, decimal quantity = 100)
    {
        var placed = Handle(new Command.PlaceOrder(new($"o-{clOrdId}"), Known.Terms(clOrdId, side, quantity), Known.Market(Now), Known.Trader));
        return Assert.IsType<Decision.Accepted>(placed.Decision).Order ?? throw new InvalidOperationException("no order");
    }

    public Order Working(string clOrdId, decimal quantity = 100)
    {
        var order = Placed(clOrdId, quantity: quantity);
        Handle(new BrokerReport.Acknowledged(new(order.Id, null), 1000 + order.BrokerOrderId, "Submitted", quantity, order.Terms.Price));
        return Book.Orders[order.Id];
    }

    public void Filled(Order order, decimal quantity) => Handle(new BrokerReport.Executed(
        new(order.Id, null), Known.Fill($"X{++_executions}", order.Terms.Side, quantity, 10.00m)));

    /// <summary>Nothing happens for so long.</summary>
    public void Pass(TimeSpan span) => Now += span;

    /// <summary>Asks, lets something happen meanwhile, and is shown this.</summary>
    public Outcome Round(BrokerView view, Action? meanwhile = null)
    {
        Handle(new BrokerReport.RoundStarted(IsWitness: false));
        meanwhile?.Invoke();
        return Handle(new BrokerReport.Synchronized(view));
    }

    public void Rounds(int count, BrokerView view)
    {
        for (var i = 0; i < count; i++) Round(view);
    }

    public void Witness(BrokerView view)
    {
        Handle(new BrokerReport.RoundStarted(IsWitness: true));
        Handle(new BrokerReport.Witnessed(view));
    }

    public Decision Resolve(BreakAction action, string reason = "a transfer by post", Actor? by = null) =>
        Handle(new Command.ResolveBreak(Open.First().Id, action, reason, by ?? Known.Trader)).Decision;

    public static BrokerView View(decimal position = 0, decimal? cash = null, params ShownOrder[] orders) => new(
        [.. orders], position == 0 ? [] : [new(Known.Main, Known.Stock, position, 10.01m)],
        cash is { } amount ? [new(Known.Main, "USD", amount)] : []);

    public static ShownOrder Shown(Order order) => new(
        new(order.Id, order.BrokerOrderId, order.PermId), order.PermId ?? 0, 1, order.BrokerOrderId, order.Terms.Account, order.Terms.Symbol,
        order.Terms.Side, order.Terms.OrderQty, order.Terms.OrdType, order.Terms.Price, order.Terms.TimeInForce, "LMT", "Submitted");

    public static ShownOrder Foreign(long permId, int clientId = 9, int orderId = 3, AccountId? account = null, OrdType? type = OrdType.Limit) => new(
        new(null, null, permId), permId, clientId, orderId, account ?? Known.Main, Known.Stock, Side.Sell, 50, type, 11.00m, TimeInForce.GTC,
        type is null ? "TRAIL" : "LMT", "Submitted");

    public static BrokerReport.Acknowledged Told(ShownOrder shown) =>
        new(shown.Key, shown.PermId, shown.Status, shown.OrderQty, shown.Price) { Shown = shown, Source = ReportSource.OpenOrders };

    /// <summary>What the journal alone makes of it all.</summary>
    public TradingBook Replayed()
    {
        var book = new TradingBook();
        foreach (var (e, at) in _journal) book.Apply(e, at);
        return book;
    }
}
