using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Benchmarks;

/// <summary>What the benchmarks trade: one account with limits, one stock with a quote, and orders made in advance.</summary>
internal static class Market
{
    public static readonly Instant Now = new(1_780_000_000_000_000);

    private static readonly FirmId Firm = new("demo");
    private static readonly AccountId Account = new("DU123456");
    private static readonly Symbol Stock = new("AAPL");
    private static readonly Actor Trader = new("trader@example.com", Firm);
    private static readonly Quote Quote = new(187.19m, 300, 187.21m, 100, 187.20m, 50, 185.00m, Now);

    public static IEnumerable<BookInput> Setup =>
    [
        new Command.ListInstruments(
            [new(Stock, "Apple", "STK", "AAPL", "SMART", "NASDAQ", "USD", 1, 0.01m, 1, "America/New_York", 265598)], Actor.System),
        new Command.OpenAccount(new(Account, Firm, "demo", "USD", TradingMode.Paper), Actor.System),
        new Command.SetRiskLimits(Account, new(1000, 1_000_000, 5, TimeSpan.FromMinutes(1), [new("GME")], 0), Actor.System),
        new BrokerReport.LinkUp("paper", 1),
        new BrokerReport.Synchronized(),
    ];

    public static Command.PlaceOrder Place(int i) => Place(i, Now);

    public static Command.PlaceOrder Place(int i, Instant now) => new(new($"order{i:D12}"),
        new(Account, new($"bench-{i}"), Stock, i % 2 == 0 ? Side.Buy : Side.Sell, 100, OrdType.Limit, 187.20m, TimeInForce.Day),
        new MarketView(Quote with { At = now }, 1), Trader);

    /// <summary>One whole life: the command, the broker's acknowledgement, the fill.</summary>
    public static IEnumerable<BookInput> Cycle(int i) => Cycle(i, Now);

    public static IEnumerable<BookInput> Cycle(int i, Instant now)
    {
        var place = Place(i, now);
        var key = new OrderKey(place.Id, i + 1);
        return
        [
            place,
            new BrokerReport.Acknowledged(key, 1_204_680_000 + i, "Submitted", 100, 187.20m),
            new BrokerReport.Executed(key,
                new(new($"0000e0d5.{i:x8}.01.01"), Account, Stock, place.Terms.Side, 100, 187.20m, Now, "NASDAQ")),
        ];
    }
}
