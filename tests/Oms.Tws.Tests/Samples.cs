using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

/// <summary>One full example of every message, and several of those with blocks that come and go.</summary>
internal static class Samples
{
    private static readonly TwsOrder Order = Filler.Fill<TwsOrder>();
    private static readonly Contract Option = Filler.Fill<Contract>();
    private static readonly Contract Combo = Option with { SecType = "BAG", Right = "" };

    private static readonly TwsList<OrderCondition> Conditions =
    [
        new OrderCondition.Price(true, 151.25m, 265598, "SMART", 2),
        new OrderCondition.Time(false, "20240102 10:00:00 US/Eastern") { IsAnd = false },
        new OrderCondition.Margin(true, 30),
        new OrderCondition.Execution("STK", "SMART", "AAPL"),
        new OrderCondition.Volume(true, 100_000, 265598, "SMART"),
        new OrderCondition.PercentChange(false, -2.5m, 265598, "SMART"),
    ];

    public static IReadOnlyDictionary<string, TwsRequest> Requests { get; } = Named<TwsRequest>(
        ("BAG", new PlaceOrder(1, Combo, Order)),
        ("plain", new PlaceOrder(1, WorkedSession.Apple, WorkedSession.Limit)),
        ("every condition", new PlaceOrder(1, Option, Order with { Conditions = Conditions })),
        ("PEG BENCH", new PlaceOrder(1, Option, Order with { OrderType = "PEG BENCH" })),
        ("PEG MID", new PlaceOrder(1, Option with { Exchange = "IBKRATS" }, Order with { OrderType = "PEG MID" })),
        ("PEG BEST", new PlaceOrder(1, Option, Order with { OrderType = "PEG BEST" })),
        ("PEG BEST up to mid", new PlaceOrder(1, Option, UpToMid("PEG BEST"))),
        ("BAG", new ReqMktData(1, Combo)),
        ("plain", new ReqMktData(1, WorkedSession.Apple)),
        ("BAG", new ReqHistoricalData(1, Combo)));

    public static IReadOnlyDictionary<string, TwsReply> Replies { get; } = Named<TwsReply>(
        ("plain", new OpenOrder(1, WorkedSession.Booked, WorkedSession.Working, new())),
        ("every condition", new OpenOrder(1, Option, Order with { Conditions = Conditions }, new())),
        ("PEG BENCH", new OpenOrder(1, Option, Order with { OrderType = "PEG BENCH" }, new())),
        ("PEG BEST up to mid", new OpenOrder(1, Option, UpToMid("PEG BEST"), new())),
        ("plain", new CompletedOrder(WorkedSession.Booked, WorkedSession.Working, new())),
        ("PEG BENCH", new CompletedOrder(Option, Order with { OrderType = "PEG BENCH" }, new())),
        ("every condition", new CompletedOrder(Option, Order with { Conditions = Conditions }, new())),
        ("nothing set", new CommissionReport("x", 0, "USD", null, null, null)),
        ("no quote", new TickPrice(1, 1, null, 0)),
        ("not computed", new TickOptionComputation(1, 13)),
        ("trade", Filler.Fill<TickByTick.Last>()),
        ("quote", Filler.Fill<TickByTick.BidAsk>()),
        ("middle", Filler.Fill<TickByTick.MidPoint>()),
        ("unknown", new Pnl(1, null, null, null)),
        ("empty", new HistoricalData(1, "", "", [])),
        ("letters", new ErrMsg(1, 201, "Zürich: “no” \\u", """{"x":"ü"}""")));

    private static TwsOrder UpToMid(string type) =>
        Order with { OrderType = type, CompeteAgainstBestUpToMid = true, CompeteAgainstBestOffset = null };

    private static Dictionary<string, T> Named<T>(params (string Name, T Message)[] more) where T : notnull
    {
        var fill = typeof(Filler).GetMethod(nameof(Filler.Fill))!; // It is there: nameof says so.
        var samples = typeof(T).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(T)) && type is { IsAbstract: false, IsNested: false })
            .ToDictionary(type => type.Name, type => (T)fill.MakeGenericMethod(type).Invoke(null, null)!); // A record.
        foreach (var (name, message) in more) samples.Add($"{message.GetType().Name}, {name}", message);
        return samples;
    }
}
