using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading.Tests;

/// <summary>Streams of inputs as a wild day could bring them: sensible ones, late ones, repeated ones, and plain nonsense. Same seed, same stream.</summary>
internal sealed class RandomInputs(int seed)
{
    private static readonly AccountId[] Accounts = [Known.Main, Known.Second, Known.Foreign];

    private readonly Random _random = new(seed);
    private readonly RandomRounds _reconciling = new(seed);
    private int _ids;

    /// <summary>The next input for a book in this state.</summary>
    public BookInput Next(TradingBook book, Instant now) => _random.Next(100) switch
    {
        < 20 => Place(book, now),
        < 25 => PlaceList(book, now),
        < 33 => new Command.CancelOrder(AnyOrder(book), AnyActor()),
        < 41 => Replace(book, now),
        < 55 => Acknowledged(book),
        < 70 => Executed(book),
        < 75 => new BrokerReport.Commissioned(AnyExecId(), new(_random.Next(-50, 500) / 100m, "USD", _random.Next(2) == 0 ? null : 1.5m)),
        < 79 => new BrokerReport.Closed(AnyKey(book), _random.Next(2) == 0, "closed"),
        < 82 => new BrokerReport.Refused(AnyKey(book), "201", "refused"),
        < 84 => new BrokerReport.CancelRefused(AnyKey(book), "161", "too late", _random.Next(2) == 0),
        < 85 => new BrokerReport.Warned(AnyKey(book), "399", $"warning {_random.Next(5)}"),
        < 87 => new BrokerReport.NotSent(AnyOrder(book), (SentRequest)_random.Next(3), "not sent"),
        < 89 => new BrokerReport.SendInDoubt(AnyOrder(book), (SentRequest)_random.Next(3), "in doubt"),
        < 94 => Link(book),
        < 97 => _reconciling.Next(book, this),
        _ => Rare(now),
    };

    private Command.PlaceOrder Place(TradingBook book, Instant now)
    {
        if (_random.Next(10) == 0 && book.Orders.Count > 0)
        {
            var earlier = book.Orders[AnyKnown(book)];
            return new(NewId(), earlier.AskedTerms, Known.Market(now), AnyActor());
        }

        return new(NewId(), Terms(now, Accounts[_random.Next(3)]), AnyMarket(now), AnyActor());
    }

    private OrderTerms Terms(Instant now, AccountId account)
    {
        var type = _random.Next(2) == 0 ? (OrdType)_random.Next(2) : (OrdType)_random.Next(14);
        var timeInForce = _random.Next(2) == 0 ? TimeInForce.Day : (TimeInForce)_random.Next(6);
        var needsPrice = type.NeedsPrice() || type.MayCap() && _random.Next(2) == 0 || _random.Next(40) == 0;
        return new(account, new($"c{++_ids}"), _random.Next(5) == 0 ? Known.Future : Known.Stock,
            (Side)_random.Next(3), _random.Next(0, 300), type, needsPrice ? 9.75m + _random.Next(0, 4) * 0.25m : null, timeInForce)
        {
            Pricing = Pricing(type),
            ExpireTime = timeInForce is TimeInForce.GTD ? new(now.UnixMicros + _random.Next(-1, 60) * 1_000_000) : null,
            OutsideRth = _random.Next(8) == 0,
        };
    }

    private PricingTerms? Pricing(OrdType type)
    {
        if (type.NeedsStopPx()) return new(9.50m + _random.Next(0, 4) * 0.25m);
        if (type.IsTrailing())
        {
            var byAmount = _random.Next(2) == 0;
            return new(null, byAmount ? 0.25m : null, byAmount ? null : 5, type is OrdType.TrailingStopLimit ? 0.25m : null);
        }

        return type is OrdType.Relative && _random.Next(2) == 0 ? new(PegOffset: 0.25m) : null;
    }

    private Command.PlaceList PlaceList(TradingBook book, Instant now)
    {
        var account = Accounts[_random.Next(2)];
        var entry = Known.Terms($"c{++_ids}", (Side)_random.Next(2), _random.Next(1, 200)) with { Account = account };
        var exit = entry.Side is Side.Buy ? Side.Sell : Side.Buy;
        OrderTerms Exit(OrdType type) => entry with
        {
            ClOrdId = new($"c{++_ids}"),
            Side = exit,
            OrdType = type,
            Price = type is OrdType.Limit ? 10.25m : null,
            Pricing = type is OrdType.Stop ? new(9.75m) : null,
        };
        var target = Exit(OrdType.Limit);
        var stop = Exit(OrdType.Stop);
        return _random.Next(4) switch
        {
            0 => new(new($"l{++_ids}"), ContingencyType.OCO, [new(NewId(), target), new(NewId(), stop)], AnyMarket(now), AnyActor()),
            1 => new(new($"l{++_ids}"), ContingencyType.OTO,
                [new(NewId(), entry), new(NewId(), stop with { OrderQty = _random.Next(1, 200) })], AnyMarket(now), AnyActor()),
            2 => new(new($"l{++_ids}"), ContingencyType.Bracket, [new(NewId(), entry), new(NewId(), stop)], AnyMarket(now), AnyActor()),
            _ => new(new($"l{++_ids}"), ContingencyType.Bracket,
                [new(NewId(), entry), new(NewId(), target), new(NewId(), stop)], AnyMarket(now), AnyActor()),
        };
    }

    private Command.ReplaceOrder Replace(TradingBook book, Instant now) => new(AnyOrder(book), _random.Next(3) == 0 ? null : _random.Next(1, 400),
        _random.Next(2) == 0 ? null : 10.00m, _random.Next(3) == 0 ? _random.Next(5) : null, AnyMarket(now), AnyActor())
    {
        Pricing = _random.Next(8) == 0 ? new(9.75m) : null,
    };

    private BrokerReport.Acknowledged Acknowledged(TradingBook book)
    {
        var key = AnyKey(book);
        var terms = book.Find(key) is { } order && _random.Next(2) == 0 ? order.PendingTerms ?? ReplaceTerms.Of(order.Terms) : null;
        return new(key, _random.Next(3) == 0 ? null : _random.Next(1000, 9999), "Submitted", terms?.OrderQty ?? _random.Next(1, 300), terms?.Price);
    }

    private BrokerReport.Executed Executed(TradingBook book)
    {
        var key = AnyKey(book);
        var terms = book.Find(key)?.Terms;
        return new(key, new(NextExecId(), terms?.Account ?? Known.Main, terms?.Symbol ?? Known.Stock,
            terms?.Side ?? Side.Buy, _random.Next(10) == 0 ? 0 : _random.Next(1, 150), 9.50m + _random.Next(0, 100) / 100m, Known.Start, "NASDAQ"));
    }

    private BookInput Link(TradingBook book) => book.Link switch
    {
        LinkState.Disconnected => new BrokerReport.LinkUp("paper", _random.Next(1, 2 * book.NextBrokerOrderId)),
        LinkState.Synchronizing => _random.Next(2) == 0 ? new BrokerReport.Synchronized() : _reconciling.Round(book),
        _ => _random.Next(8) switch
        {
            0 => new BrokerReport.LinkDown("reset"),
            1 => new Notice.Started("start"),
            2 => new BrokerReport.LinkUp("paper", 1),
            3 => new BrokerReport.RoundStarted(_random.Next(2) == 0),
            _ => _reconciling.Round(book),
        },
    };

    private BookInput Rare(Instant now) => _random.Next(5) switch
    {
        0 => new Command.CancelAll(Accounts[_random.Next(3)], AnyActor()),
        1 => new Command.SetKillSwitch(Known.Alpha, _random.Next(2) == 0 ? null : Known.Main, _random.Next(3) == 0, $"at {now}", Known.Trader),
        2 => new Command.SetRiskLimits(Known.Main, Known.Limits with { MaxOrderQty = _random.Next(50, 500), Restricted = [new("XYZ")] }, Known.Trader),
        3 => new BrokerReport.Described(Known.Instrument(Known.Stock) with { ConId = _random.Next(1, 9) }),
        _ => new Command.Audit(new(Known.Trader, "export", "orders", "all", null)),
    };

    private MarketView AnyMarket(Instant now) => _random.Next(8) == 0 ? MarketView.Unknown : Known.Market(now);

    internal Actor AnyActor() => _random.Next(6) switch { 0 => Known.Stranger, 1 => Actor.System, _ => Known.Trader };

    private OrderId NewId() => new($"o{++_ids}");

    // New, told before, or another revision of one that was told before.
    private ExecId NextExecId() => _random.Next(6) switch
    {
        0 => AnyExecId(),
        1 => new($"e.{_random.Next(1, _ids + 2)}.01.0{_random.Next(1, 4)}"),
        2 => new($"e.{++_ids}.01.01"),
        _ => new($"x{++_ids}"),
    };

    private ExecId AnyExecId() => new($"x{_random.Next(1, _ids + 2)}");

    internal OrderId AnyOrder(TradingBook book) => _random.Next(20) == 0 || book.Orders.Count == 0 ? new("nobody") : AnyKnown(book);

    // Young orders are the lively ones.
    private OrderId AnyKnown(TradingBook book) =>
        book.Orders.Values.ElementAt(Math.Max(0, book.Orders.Count - 1 - _random.Next(Math.Min(8, book.Orders.Count)))).Id;

    private OrderKey AnyKey(TradingBook book) => AnyOrder(book) switch
    {
        var id when book.Orders.TryGetValue(id, out var order) && _random.Next(10) == 0 => new(null, order.BrokerOrderId),
        { Value: "nobody" } when _random.Next(2) == 0 => new(null, 0),
        var id => new(id, null),
    };
}
