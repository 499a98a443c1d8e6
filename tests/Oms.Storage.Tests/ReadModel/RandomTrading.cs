using System.Collections.Immutable;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Storage.Tests.ReadModel;

/// <summary>Random commands and reports, odd ones among them, on what the book holds.</summary>
internal sealed class RandomTrading(int seed, int firstId = 0)
{
    public static readonly FirmId Alpha = new("alpha");
    public static readonly FirmId Beta = new("beta");

    private static readonly Account[] Accounts =
    [
        new(new("DU1"), Alpha, "One", "USD", TradingMode.Paper), new(new("DU2"), Alpha, "Two", "USD", TradingMode.Paper),
        new(new("DU3"), Beta, "Three", "USD", TradingMode.Live),
    ];

    private static readonly AccountId Unopened = new("DU9");

    private static readonly Instrument[] Instruments = [Listing("AAPL", 1), Listing("ESZ6", 50), Listing("EUR.USD", 1)];

    private readonly Random _random = new(seed);
    private int _ids = firstId;

    public async Task SetUpAsync(Desk desk)
    {
        await desk.SubmitAsync(new Command.ListInstruments([.. Instruments], Actor.System));
        foreach (var account in Accounts)
        {
            await desk.SubmitAsync(new Command.OpenAccount(account, Actor.System));
            await desk.SubmitAsync(new Command.SetRiskLimits(account.Id, Limits(), Actor.System));
        }

        await LinkAsync(desk);
    }

    public async Task RunAsync(Desk desk, int steps)
    {
        for (var i = 0; i < steps; i++) await StepAsync(desk);
    }

    private Task StepAsync(Desk desk) => (desk.Book.Orders.Count == 0 ? 0 : _random.Next(100)) switch
    {
        < 25 => desk.SubmitAsync(new Command.PlaceOrder(new($"O{NextId()}"), Terms(), Market(desk), By())),
        < 31 => desk.SubmitAsync(new Command.CancelOrder(AnyOrder(desk).Id, Actor.System)),
        < 38 => desk.SubmitAsync(
            new Command.ReplaceOrder(AnyOrder(desk).Id, _random.Next(-1, 12) * 100, null, null, Market(desk), Actor.System)),
        < 39 => desk.SubmitAsync(new Command.CancelAll(AnyAccount().Id, Actor.System)),
        < 40 => desk.SubmitAsync(new Command.SetRiskLimits(AnyAccount().Id, Limits(), Actor.System)),
        < 42 => KillSwitchAsync(desk),
        < 44 => desk.SubmitAsync(new Command.Audit(new(By(), "Looked", "a\0b \ud83d", $"detail {NextId()}", "::1"))),
        < 45 => desk.SubmitAsync(new Command.ListInstruments([Listing("ESZ6", _random.Next(1, 4) * 25)], Actor.System)),
        < 46 => RelinkAsync(desk),
        < 48 => desk.ReportAsync(External()),
        _ => desk.ReportAsync(ReportOn(AnyOrder(desk))),
    };

    private BrokerReport ReportOn(Order order)
    {
        var key = _random.Next(3) == 0 ? new OrderKey(null, order.BrokerOrderId) : new OrderKey(order.Id, order.BrokerOrderId);
        var terms = order.PendingTerms ?? new(order.Terms.OrderQty, order.Terms.Price);
        return _random.Next(16) switch
        {
            < 4 => new BrokerReport.Acknowledged(key, order.BrokerOrderId + 1000, "Submitted", terms.OrderQty, terms.Price),
            < 8 => new BrokerReport.Executed(key, Fill(order.Terms.Account, order.Terms.Symbol, order.Terms.Side)),
            < 11 => new BrokerReport.Commissioned(new($"E{_random.Next(_ids + 3)}"), new(_random.Next(500) / 100m, "USD", null)),
            11 => new BrokerReport.Closed(key, _random.Next(2) == 0, "done for\0 today"),
            12 => new BrokerReport.Refused(key, "201", "no"),
            13 => new BrokerReport.CancelRefused(key, "161", "not cancelable", _random.Next(2) == 0),
            14 => new BrokerReport.Warned(key, "399", "held until the open"),
            _ => _random.Next(2) == 0
                ? new BrokerReport.NotSent(order.Id, (SentRequest)_random.Next(3), "no link")
                : new BrokerReport.SendInDoubt(order.Id, (SentRequest)_random.Next(3), "cut"),
        };
    }

    private BrokerReport External() => _random.Next(3) == 0
        ? new BrokerReport.Executed(new(null, null), Fill(Unopened, Instruments[_random.Next(3)].Symbol, Side.Sell))
        : new BrokerReport.Executed(new(null, null), Fill(AnyAccount().Id, Instruments[_random.Next(3)].Symbol, Side.Buy));

    // Every tenth fill repeats an id: duplicates are normal after a reconnect.
    private Execution Fill(AccountId account, Symbol symbol, Side side) => new(
        new($"E{(_random.Next(10) == 0 ? _random.Next(_ids + 1) : NextId())}"), account, symbol, side, _random.Next(1, 6) * 100,
        100 + _random.Next(-300, 300) / 100m, new(_random.NextInt64(1_000_000_000)), "NASDAQ");

    private OrderTerms Terms()
    {
        var isLimit = _random.Next(3) > 0;
        return new(AnyAccount().Id, new($"c{(_random.Next(12) == 0 ? _random.Next(_ids + 1) : NextId())}"),
            Instruments[_random.Next(3)].Symbol, (Side)_random.Next(2), _random.Next(0, 12) * 100,
            isLimit ? OrdType.Limit : OrdType.Market, isLimit ? 100 + _random.Next(-5, 5) / 10m : null, (TimeInForce)_random.Next(2));
    }

    private async Task KillSwitchAsync(Desk desk)
    {
        var account = AnyAccount();
        AccountId? scope = _random.Next(2) == 0 ? null : account.Id;
        await desk.SubmitAsync(new Command.SetKillSwitch(account.Firm, scope, On: true, "storm", Actor.System));
        if (_random.Next(4) > 0)
            await desk.SubmitAsync(new Command.SetKillSwitch(account.Firm, scope, On: false, "over", Actor.System));
    }

    private static async Task LinkAsync(Desk desk)
    {
        await desk.ReportAsync(new BrokerReport.LinkUp("127.0.0.1:7497", 1));
        await desk.ReportAsync(new BrokerReport.Synchronized());
    }

    private static async Task RelinkAsync(Desk desk)
    {
        await desk.ReportAsync(new BrokerReport.LinkDown("the line was cut"));
        await LinkAsync(desk);
    }

    private static MarketView Market(Desk desk) => new(new(99.9m, 100, 100.1m, 100, 100, 10, 99, desk.LastAt), 1);

    private RiskLimits Limits() => new(1000, 60_000 * _random.Next(1, 60), 5, TimeSpan.FromDays(1), ImmutableArray<Symbol>.Empty, 0);

    // One of the youngest, so that most of what is reported is about orders that live.
    private Order AnyOrder(Desk desk) =>
        desk.Book.Orders.Values.ElementAt(Math.Max(0, desk.Book.Orders.Count - 1 - _random.Next(12)));

    private Account AnyAccount() => Accounts[_random.Next(Accounts.Length)];

    private Actor By() => _random.Next(5) == 0 ? new("trader@beta", Beta) : Actor.System;

    private int NextId() => ++_ids;

    private static Instrument Listing(string symbol, decimal multiplier) =>
        new(new(symbol), symbol, "STK", symbol, "SMART", null, "USD", multiplier, 0.01m, 100, "America/New_York", null);
}
