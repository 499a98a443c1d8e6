using Oms.PaperGateway.Accounts;

namespace Oms.PaperGateway.Tests.Accounts;

public sealed class PositionTests
{
    [Theory]
    [InlineData("100 at 10", "100", "10", null)]
    [InlineData("100 at 10, 100 at 20", "200", "15", null)]
    [InlineData("100 at 10, -40 at 12", "60", "10", "80")]
    [InlineData("100 at 10, -100 at 12", "0", "0", "200")]
    [InlineData("100 at 10, -150 at 12", "-50", "12", "200")]
    [InlineData("-100 at 10", "-100", "10", null)]
    [InlineData("-100 at 10, 100 at 8", "0", "0", "200")]
    [InlineData("-100 at 10, 130 at 8", "30", "8", "200")]
    public void Fills_move_quantity_average_cost_and_result(
        string fills, string quantity, string cost, string? realized)
    {
        var position = new Position(1);
        decimal? last = null;
        foreach (var fill in fills.Split(", ").Select(f => f.Split(" at ")))
            (position, last) = position.Book(decimal.Parse(fill[0]), decimal.Parse(fill[1]), 0);

        Assert.Equal((decimal.Parse(quantity), decimal.Parse(cost)), (position.Quantity, position.AverageCost));
        Assert.Equal(realized is null ? null : decimal.Parse(realized), last);
    }

    [Fact]
    public void Commissions_are_part_of_cost_and_of_result()
    {
        var (opened, _) = new Position(1).Book(100, 10, 1);
        var (_, realized) = opened.Book(-100, 12, 1);

        Assert.Equal(10.01m, opened.AverageCost);
        Assert.Equal(198m, realized);
    }

    [Fact]
    public void A_holding_bought_today_has_made_today_what_it_has_made_since()
    {
        var (opened, _) = new Position(1).Book(100, 10, 1);
        var (reduced, realized) = opened.Book(-40, 12, 1);

        Assert.Equal(100 * 13 - 1001, opened.DailyPnl(worth: 100 * 13));
        Assert.Equal(60 * (13 - opened.AverageCost) + realized, reduced.DailyPnl(worth: 60 * 13));
    }

    [Fact]
    public void A_holding_of_yesterday_counts_from_its_worth_when_the_day_began()
    {
        var (opened, _) = new Position(1).Book(100, 10, 1);
        var account = new PaperAccount("DU123456") { Positions = new PaperAccount("").Positions.Add(1, opened) };

        var today = account.StartDay(1_000, worthOf: p => p.Quantity * 15).PositionIn(1);
        var (closed, _) = today.Book(-100, 16, 2);

        Assert.Equal(100, today.DailyPnl(worth: 100 * 16));
        Assert.Equal(98, closed.DailyPnl(worth: 0));
    }

    [Fact]
    public void A_holding_from_books_without_the_worth_of_the_morning_counts_from_its_cost()
    {
        var held = new Position(1) { Quantity = 100, AverageCost = 10 };

        Assert.Equal(200, held.DailyPnl(worth: 1_200));
    }
}
