using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;

namespace Oms.Trading.Tests.Positions;

public sealed class PositionTests
{
    private static readonly PositionKey Key = new(Known.Main, Known.Stock);

    // Fills are written +100@10 (bought) and -100@10 (sold).
    [Theory]
    [InlineData("+100@10", 1, 100, "10", "0")]
    [InlineData("+100@10 +100@11", 1, 200, "10.5", "0")]
    [InlineData("+100@10 +50@13 +50@13", 1, 200, "11.5", "0")]
    [InlineData("+100@10 -40@12", 1, 60, "10", "80")]
    [InlineData("+100@10 -100@12", 1, 0, "0", "200")]
    [InlineData("+100@10 -100@9", 1, 0, "0", "-100")]
    [InlineData("+100@10 -150@12", 1, -50, "12", "200")]
    [InlineData("+100@10 -150@12 +50@11", 1, 0, "0", "250")]
    [InlineData("-100@10", 1, -100, "10", "0")]
    [InlineData("-100@10 -100@12", 1, -200, "11", "0")]
    [InlineData("-100@10 +40@9", 1, -60, "10", "40")]
    [InlineData("-100@10 +100@11", 1, 0, "0", "-100")]
    [InlineData("-100@10 +150@9", 1, 50, "9", "100")]
    [InlineData("-100@10 +150@9 -50@8", 1, 0, "0", "50")]
    [InlineData("+100@10 -100@12 +100@20", 1, 100, "20", "200")]
    [InlineData("+2@6000.25 -1@6001.25", 50, 1, "6000.25", "50")]
    [InlineData("-3@6000 +5@5999.5", 50, 2, "5999.5", "75")]
    [InlineData("+20000@1.08125 -20000@1.08130", 1, 0, "0", "1")]
    [InlineData("-10@-2 +10@-5", 100, 0, "0", "3000")]
    public void Average_cost_and_realized_profit_follow_the_fills(
        string fills, int multiplier, int quantity, string avgCost, string realized)
    {
        var position = Position.Flat(Key);

        foreach (var fill in Fills(fills)) position = position.Apply(fill, multiplier);

        Assert.Equal(quantity, position.Quantity);
        Assert.Equal(decimal.Parse(avgCost), position.AvgCost);
        Assert.Equal(decimal.Parse(realized), position.RealizedPnl);
    }

    [Theory]
    [InlineData("+100@10", 1, "11", "100")]
    [InlineData("+100@10", 1, "9.5", "-50")]
    [InlineData("-100@10", 1, "9", "100")]
    [InlineData("-2@6000", 50, "6001", "-100")]
    [InlineData("+1@5 -1@6", 1, "100", "0")]
    public void Unrealized_profit_is_what_closing_would_bring(string fills, int multiplier, string price, string expected)
    {
        var position = Position.Flat(Key);
        foreach (var fill in Fills(fills)) position = position.Apply(fill, multiplier);

        var unrealized = position.UnrealizedAt(decimal.Parse(price));

        Assert.Equal(decimal.Parse(expected), unrealized);
    }

    [Fact]
    public void The_book_uses_the_multiplier_of_the_instrument()
    {
        var book = Known.ReadyBook();
        var bought = new BrokerReport.Executed(default, Known.Fill("X1", Side.Buy, 2, 6000, Known.Future));
        var sold = new BrokerReport.Executed(default, Known.Fill("X2", Side.Sell, 2, 6001, Known.Future));

        book.Handle(bought, Known.Start);
        book.Handle(sold, Known.Start);

        Assert.Equal(100, book.Positions[new(Known.Main, Known.Future)].RealizedPnl);
    }

    // Money cannot be made or lost by the order of fills: what was realized plus what closing brings is the sum over all fills.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Profit_at_any_price_is_the_sum_over_the_fills(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var multiplier = random.Next(4) switch { 0 => 50, 1 => 0.1m, 2 => 1000, _ => 1 };
            var fills = Enumerable.Range(1, random.Next(1, 60)).Select(i => Known.Fill($"X{i}", (Side)random.Next(2),
                random.Next(1, 5000) / (random.Next(2) == 0 ? 1m : 100m), random.Next(-500, 100_000) / 100m)).ToArray();
            var price = random.Next(1, 100_000) / 100m;

            var position = fills.Aggregate(Position.Flat(Key), (held, fill) => held.Apply(fill, multiplier));

            var expected = fills.Sum(fill => fill.SignedQty * (price - fill.LastPx)) * multiplier;
            var difference = Math.Abs(position.RealizedPnl + position.UnrealizedAt(price) - expected);
            Assert.Equal(fills.Sum(fill => fill.SignedQty), position.Quantity);
            Assert.True(difference <= 1e-9m, $"seed {seed}, round {round}: {difference} is made of nothing");
        }
    }

    private static IEnumerable<Execution> Fills(string text) => text.Split(' ').Select((word, i) =>
        word[1..].Split('@') is [var quantity, var price]
            ? Known.Fill($"X{i}", word[0] is '+' ? Side.Buy : Side.Sell, decimal.Parse(quantity), decimal.Parse(price))
            : throw new ArgumentException($"{word} is no fill", nameof(text)));
}
