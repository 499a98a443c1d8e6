using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading.Tests;

/// <summary>The small world that the tests trade in: two firms, three accounts, three instruments, generous limits.</summary>
internal static class Known
{
    public static readonly FirmId Alpha = new("alpha");
    public static readonly FirmId Beta = new("beta");
    public static readonly Actor Trader = new("trader@alpha", Alpha);
    public static readonly Actor Stranger = new("trader@beta", Beta);
    public static readonly AccountId Main = new("DU1");
    public static readonly AccountId Second = new("DU2");
    public static readonly AccountId Foreign = new("DU9");
    public static readonly Symbol Stock = new("ABC");
    public static readonly Symbol Future = new("ESZ6");
    public static readonly Instant Start = new(1_780_000_000_000_000);

    public static readonly RiskLimits Limits = new(10_000, 1_000_000, 5, TimeSpan.FromSeconds(30), [], 0);

    public static Instrument Instrument(Symbol symbol, decimal multiplier = 1, decimal tick = 0.01m, string currency = "USD") =>
        new(symbol, symbol.Value, multiplier == 1 ? "STK" : "FUT", symbol.Value, "SMART", null, currency, multiplier, tick, 1,
            "America/New_York", null);

    public static Account Account(AccountId id) => new(id, id == Foreign ? Beta : Alpha, id.Value, "USD", TradingMode.Paper);

    public static MarketView Market(Instant now, decimal bid = 9.99m, decimal ask = 10.01m) =>
        new(new Quote(bid, 100, ask, 100, null, null, null, now), 1);

    public static OrderTerms Terms(string clOrdId, Side side = Side.Buy, decimal quantity = 100, decimal? price = 10.00m) =>
        new(Main, new(clOrdId), Stock, side, quantity, price is null ? OrdType.Market : OrdType.Limit, price, TimeInForce.Day);

    public static Execution Fill(string execId, Side side, decimal quantity, decimal price, Symbol? symbol = null) =>
        new(new(execId), Main, symbol ?? Stock, side, quantity, price, Start, "NASDAQ");

    /// <summary>What brings an empty book into the state in which orders can go.</summary>
    public static IEnumerable<BookInput> Setup =>
    [
        new Command.ListInstruments([Instrument(Stock), Instrument(Future, 50, 0.25m)], Actor.System),
        .. new[] { Main, Second, Foreign }.SelectMany(id => new Command[]
        {
            new Command.OpenAccount(Account(id), Actor.System),
            new Command.SetRiskLimits(id, Limits, Actor.System),
        }),
        new BrokerReport.LinkUp("paper", 1),
        new BrokerReport.Synchronized(),
    ];

    public static TradingBook ReadyBook()
    {
        var book = new TradingBook();
        foreach (var input in Setup) book.Handle(input, Start);
        return book;
    }
}
