using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Trading.Tests;

/// <summary>
/// Rounds of a broker whose books drift from ours now and then, orders made elsewhere, nights, and people who deal with all that. What
/// drifts stays as it is for some rounds, so that differences last long enough to become breaks.
/// </summary>
internal sealed class RandomRounds(int seed)
{
    private readonly Random _random = new(seed);
    private bool _isAsked;
    private decimal _drift;
    private decimal _cashDrift;

    public BookInput Next(TradingBook book, RandomInputs inputs) => _random.Next(24) switch
    {
        0 => new Notice.FreezeBegun(Known.Start, "restart"),
        1 => new Notice.FreezeEnded(),
        2 => new Notice.Started("start") { Mode = (TradingMode)_random.Next(2) },
        3 => new Command.SetResendPolicy(Known.Main, _random.Next(3) > 0, Known.Trader),
        4 => new Command.RequestRound(inputs.AnyActor()),
        5 or 6 => new Command.ClaimOrder(AnyExternal(book) ?? inputs.AnyOrder(book), Known.Trader),
        7 => new Command.AssignBreak(AnyBreak(book), "somebody", Known.Trader),
        8 or 9 or 10 => Resolve(book, inputs),
        11 => new BrokerReport.Witnessed(View(book) with { Positions = [] }),
        12 or 13 => new BrokerReport.RoundStarted(_random.Next(2) == 0),
        14 or 15 or 16 => External(),
        17 => Missed(book),
        _ => Round(book),
    };

    public BrokerReport Round(TradingBook book)
    {
        _isAsked = !_isAsked;
        return _isAsked ? new BrokerReport.RoundStarted(IsWitness: false) : new BrokerReport.Synchronized(View(book));
    }

    private BrokerView View(TradingBook book)
    {
        if (_random.Next(6) == 0) _drift = _random.Next(-1, 3) * 10;
        if (_random.Next(6) == 0) _cashDrift = _random.Next(-1, 3) * 100;
        return new(
            [.. book.Orders.Values.Where(IsShown).TakeLast(40).Select(Shown), Strange(7, "TRAIL")],
            [.. book.Positions.Values.Select(p => new HeldPosition(p.Key.Account, p.Key.Symbol, p.Quantity + _drift, p.AvgCost))],
            [new(Known.Main, "USD", (book.Reconciliation.Cash.Lines.GetValueOrDefault((Known.Main, "USD"))?.Amount ?? 1_000_000) + _cashDrift)]);
    }

    // One order in eight is not shown, and one in eight is shown for ever, by a property that it keeps.
    private static bool IsShown(Order order) => order.BrokerOrderId % 8 is not 3 and not -3 && (!order.IsClosed || order.BrokerOrderId % 8 is 5)
        && order.Working is not OrdStatus.PendingNew;

    private static ShownOrder Shown(Order order) => new(
        order.Owner is null ? new(order.Id, null) : new(null, null, order.PermId), order.PermId ?? 1, order.Owner?.ClientId ?? 1, 1,
        order.Terms.Account, order.Terms.Symbol, order.Terms.Side, order.Terms.OrderQty, order.Terms.OrdType, order.Terms.Price,
        order.Terms.TimeInForce, "LMT", "Submitted");

    private static ShownOrder Strange(long permId, string type) => new(
        new(null, null, permId), permId, 9, 3, Known.Main, Known.Stock, Side.Buy, 100, type is "LMT" ? OrdType.Limit : null, 10.00m,
        TimeInForce.Day, type, "Submitted");

    private BrokerReport External()
    {
        var permId = 500_000 + _random.Next(12);
        var shown = Strange(permId, "LMT");
        return _random.Next(3) switch
        {
            0 => new BrokerReport.Executed(shown.Key, new(new($"e{_random.Next(1000)}"), Known.Main, Known.Stock, Side.Buy, 10, 10.00m, Known.Start, "NYSE")),
            1 => new BrokerReport.Closed(shown.Key, false, "canceled elsewhere") { Source = ReportSource.Witness },
            _ => new BrokerReport.Acknowledged(shown.Key, permId, "Submitted", 100, 10.00m) { Shown = shown, Source = ReportSource.OpenOrders },
        };
    }

    private BrokerReport Missed(TradingBook book)
    {
        var order = book.Orders.Values.LastOrDefault(order => !order.IsClosed) ?? book.Orders.Values.LastOrDefault();
        return new BrokerReport.Executed(new(order?.Id ?? new("nobody"), null), new(new($"m{_random.Next(1000)}"), order?.Terms.Account ?? Known.Main,
            order?.Terms.Symbol ?? Known.Stock, order?.Terms.Side ?? Side.Buy, 1, 10.00m, Known.Start - TimeSpan.FromMinutes(1), "NYSE"))
        {
            Source = ReportSource.Executions,
        };
    }

    private static OrderId? AnyExternal(TradingBook book) => book.Orders.Values.LastOrDefault(order => order is { Owner: not null, IsClosed: false })?.Id;

    private Command.ResolveBreak Resolve(TradingBook book, RandomInputs inputs)
    {
        var id = AnyBreak(book);
        var action = book.Reconciliation.Find(id) is { } found && _random.Next(3) > 0 ? found.Finding.Suggested : (BreakAction)_random.Next(4);
        return new(id, action, "looked at", inputs.AnyActor());
    }

    private BreakId AnyBreak(TradingBook book) =>
        book.Reconciliation.Open.ToArray() is { Length: > 0 } open ? open[_random.Next(open.Length)].Id : new("B0");
}
