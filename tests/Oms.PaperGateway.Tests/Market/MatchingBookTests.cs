using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Tests.Market;

public sealed class MatchingBookTests
{
    private readonly MatchingBook book = new();

    [Fact]
    public void The_best_price_trades_first_and_at_one_price_the_earlier_order()
    {
        book.Rest(Side.Sell, 10.02m, 100, 1);
        book.Rest(Side.Sell, 10.01m, 100, 2);
        book.Rest(Side.Sell, 10.01m, 100, 3);

        var makers = TakeAll(Side.Buy, 250, null).Select(m => (m.MakerPermId, m.Price, m.Quantity));

        Assert.Equal([(2, 10.01m, 100m), (3, 10.01m, 100m), (1, 10.02m, 50m)], makers);
    }

    [Fact]
    public void A_bid_that_came_later_at_a_better_price_trades_before_an_earlier_one()
    {
        book.Rest(Side.Buy, 9.99m, 100, 1);
        book.Rest(Side.Buy, 10.00m, 100, 2);

        Assert.Equal([2, 1], TakeAll(Side.Sell, 150, null).Select(m => m.MakerPermId));
    }

    [Theory]
    [InlineData("10.00", 0)]
    [InlineData("10.01", 100)]
    [InlineData("10.02", 300)]
    public void A_limit_takes_no_worse_price(string limit, int expected)
    {
        book.Rest(Side.Sell, 10.01m, 100);
        book.Rest(Side.Sell, 10.02m, 200);

        Assert.Equal(expected, book.Available(Side.Buy, decimal.Parse(limit)));
        Assert.Equal(expected, TakeAll(Side.Buy, 1000, decimal.Parse(limit)).Sum(m => m.Quantity));
    }

    [Fact]
    public void What_is_left_of_a_resting_order_keeps_its_place()
    {
        book.Rest(Side.Sell, 10.01m, 100, 1);
        book.Rest(Side.Sell, 10.01m, 100, 2);
        book.TakeOne(Side.Buy, 40, null);

        Assert.Equal([(1, 60m), (2, 10m)], TakeAll(Side.Buy, 70, null).Select(m => (m.MakerPermId, m.Quantity)));
    }

    [Fact]
    public void Depth_adds_up_each_price()
    {
        book.Rest(Side.Buy, 10.00m, 100);
        book.Rest(Side.Buy, 10.00m, 50);
        book.Rest(Side.Buy, 9.99m, 10);

        Assert.Equal([new DepthLevel(10.00m, 150), new DepthLevel(9.99m, 10)], book.Depth(Side.Buy));
    }

    private List<Match> TakeAll(Side side, decimal quantity, decimal? limit)
    {
        List<Match> matches = [];
        for (var left = quantity; left > 0 && book.TakeOne(side, left, limit) is { } match; left -= match.Quantity)
            matches.Add(match);
        return matches;
    }
}
