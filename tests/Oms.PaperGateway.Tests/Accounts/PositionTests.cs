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
}
