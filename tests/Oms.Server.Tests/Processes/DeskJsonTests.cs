using System.Text.Json;
using Oms.Engine;
using Oms.Server.Remote;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Server.Tests.Processes;

/// <summary>What goes from a web to the engine and back is the same on both sides. A kind without a sample here fails.</summary>
public sealed class DeskJsonTests
{
    private static readonly Actor By = new("someone", new("demo"));
    private static readonly Instant At = new(1_764_000_000_000_000);
    private static readonly Quote Price = new(1.5m, 100, 1.6m, 200, null, null, 1.4m, At);
    private static readonly MarketView Market = new(Price, 1);
    private static readonly OrderTerms Terms = new(new("DU1"), new("c-1"), new("AAPL"), Side.Buy, 100, OrdType.Limit, 187.20m, TimeInForce.Day);
    private static readonly Instrument Apple = new(new("AAPL"), "Apple", "STK", "AAPL", "SMART", "NASDAQ", "USD", 1, 0.01m, 1, "America/New_York", null);

    private static readonly Order Placed = Order.From(
        new OrderEvent.Placed(new("o-1"), Terms, new("demo"), 7, new(1.6m, TimeSpan.FromSeconds(1), 1, 18_720, 3), By), At);

    private static readonly Command[] Commands =
    [
        new Command.PlaceOrder(new("o-1"), Terms, Market, By),
        new Command.PlaceList(new("l-1"), ContingencyType.OCO, [new ListedOrder(new("o-1"), Terms)], Market, By),
        new Command.PreviewOrder(Terms, MarketView.Unknown, By),
        new Command.CancelOrder(new("o-1"), By),
        new Command.CancelAll(new("DU1"), By),
        new Command.ReplaceOrder(new("o-1"), 50, null, 3, Market, By) { Pricing = new(StopPx: 180m) },
        new Command.OpenAccount(new(new("DU1"), new("demo"), "One", "USD", TradingMode.Paper), By),
        new Command.SetRiskLimits(new("DU1"), new(1, null, 5, TimeSpan.FromSeconds(60), [new("GME")], 2), By),
        new Command.SetKillSwitch(new("demo"), null, true, "lunch", By),
        new Command.ListInstruments([Apple], By),
        new Command.CancelList(new("l-1"), By),
        new Command.SetResendPolicy(new("DU1"), true, By),
        new Command.ClaimOrder(new("o-1"), By),
        new Command.RequestRound(By),
        new Command.ResolveBreak(new("b-1"), BreakAction.AcceptBroker, "by telephone", By),
        new Command.AssignBreak(new("b-1"), "someone@example.com", By),
        new Command.Audit(new(By, "SignedIn", "someone", "", "127.0.0.1")),
    ];

    private static readonly Decision[] Decisions =
    [
        new Decision.Accepted(Placed, 2),
        new Decision.ListPlaced(new("l-1"), [Placed], true),
        new Decision.Replayed(Placed),
        new Decision.Previewed([new(true, "NOTIONAL_ABOVE_LIMIT", "DU1", "maxNotional", 10, 5)], new(1.6m, null, 1, null, 3)),
        new Decision.Denied([new Denial("A", "b", "c", new Breach("DU1/x", 1, 2, -1))], Placed),
    ];

    [Fact]
    public void Every_command_arrives_as_it_was_sent()
    {
        AssertSame(Commands.Select(command => new DeskRequest(command, new("DU1"), new("AAPL"))));
        Assert.All(Commands, command => Assert.Contains($"\"{command.GetType().Name}\"", Text<Command>(command), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_decision_arrives_as_it_was_made() => AssertSame(Decisions.Select(decision => new Answer(decision, 42)));

    // A list, as it arrives: the text of a collection names its type.
    [Fact]
    public void Prices_arrive_with_their_age() => AssertSame([new QuoteSnapshot(new List<SymbolQuote> { new(new("AAPL"), Price) })]);

    [Theory]
    [InlineData(typeof(Command))]
    [InlineData(typeof(Decision))]
    public void Every_kind_has_a_sample(Type union)
    {
        var samples = Commands.Cast<object>().Concat(Decisions).Select(sample => sample.GetType()).ToHashSet();

        Assert.Empty(union.GetNestedTypes().Where(type => type.IsSubclassOf(union)).Except(samples).Select(type => type.Name));
    }

    // Text tells two values apart where arrays in a record are only compared by reference.
    private static void AssertSame<T>(IEnumerable<T> values)
    {
        foreach (var value in values)
        {
            var text = Text(value);
            var back = JsonSerializer.Deserialize<T>(text, DeskJson.Options);
            Assert.Equal(text, Text(back));
            Assert.Equal(value?.ToString(), back?.ToString());
        }
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, DeskJson.Options);
}
