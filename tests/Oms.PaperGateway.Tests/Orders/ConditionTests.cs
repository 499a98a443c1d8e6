using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Orders;

public sealed class ConditionTests : IDisposable
{
    private const int Microsoft = 272093;
    private readonly string directory = Directory.CreateTempSubdirectory("oms-conditions-").FullName;
    private readonly BrokerFixture broker;

    public ConditionTests() => broker = new BrokerFixture(directory: directory);

    [Fact]
    public void An_order_waits_until_another_instrument_reaches_a_price_and_then_works()
    {
        Place(new OrderCondition(ConditionKind.Price) { IsMore = true, Value = 600, ConId = Microsoft, TriggerMethod = 8 });
        Assert.Equal((OrdStatus.PreSubmitted, Hold.Condition), (broker.Order(1).Status, broker.Order(1).Hold));

        broker.MoveTo(599, Microsoft);
        Assert.Equal(Hold.Condition, broker.Order(1).Hold);
        broker.MoveTo(610, Microsoft);

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void A_condition_that_was_met_once_does_not_hold_the_order_again()
    {
        Place(
            BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, 200m),
            new OrderCondition(ConditionKind.Price) { IsMore = true, Value = 600, ConId = Microsoft, TriggerMethod = 8 });
        broker.MoveTo(610, Microsoft);
        broker.MoveTo(500, Microsoft);

        broker.Restart();

        Assert.Equal((OrdStatus.Submitted, Hold.None), (broker.Order(1).Status, broker.Order(1).Hold));
    }

    [Fact]
    public void Conditions_are_joined_from_left_to_right()
    {
        var never = new OrderCondition(ConditionKind.Volume) { IsMore = true, Value = 1e12m, ConId = Microsoft };
        var later = new OrderCondition(ConditionKind.Time) { IsMore = true, At = BrokerFixture.Monday.AddSeconds(30) };
        Place(never with { IsAnd = false }, later);
        Place(never, later);

        broker.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal((Hold.Condition, Hold.Condition), (broker.Order(1).Hold, broker.Order(2).Hold));
        broker.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((OrdStatus.Filled, Hold.Condition), (broker.Order(1).Status, broker.Order(2).Hold));
    }

    [Fact]
    public void An_execution_in_an_instrument_sets_an_order_free()
    {
        Place(new OrderCondition(ConditionKind.Execution) { ConId = Microsoft });
        broker.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Hold.Condition, broker.Order(1).Hold);

        broker.Place(BrokerFixture.Terms(Side.Buy, 1) with { ConId = Microsoft });
        broker.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Theory]
    [InlineData(nameof(ConditionKind.Margin), false, 100, true)]
    [InlineData(nameof(ConditionKind.Margin), true, 101, false)]
    [InlineData(nameof(ConditionKind.PercentChange), true, -50, true)]
    [InlineData(nameof(ConditionKind.PercentChange), false, -50, false)]
    [InlineData(nameof(ConditionKind.Volume), true, 0, true)]
    public void Margin_change_and_volume_are_compared_with_their_value(
        string kind, bool isMore, int value, bool isMet)
    {
        Place(new OrderCondition(Enum.Parse<ConditionKind>(kind)) { IsMore = isMore, Value = value, ConId = Microsoft });

        Assert.Equal(isMet, broker.Order(1).IsDone);
    }

    [Fact]
    public void Conditions_can_cancel_an_order_that_works()
    {
        broker.Place(BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, 200m) with
        {
            ConditionsCancelOrder = true,
            Conditions =
            [
                new OrderCondition(ConditionKind.Time) { IsMore = true, At = BrokerFixture.Monday.AddSeconds(10) },
            ],
        });
        Assert.Equal(OrdStatus.Submitted, broker.Order(1).Status);

        var told = broker.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(OrdStatus.Cancelled, broker.Order(1).Status);
        Assert.Equal([202], told.Codes());
    }

    public void Dispose()
    {
        broker.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private void Place(params OrderCondition[] conditions) => Place(BrokerFixture.Terms(Side.Buy, 10), conditions);

    private void Place(OrderTerms terms, params OrderCondition[] conditions) =>
        broker.Place(terms with { Conditions = conditions });
}
