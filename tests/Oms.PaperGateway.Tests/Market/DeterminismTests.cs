using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Market;

public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_and_inputs_give_the_same_tape()
    {
        Assert.Equal(Tape(seed: 42), Tape(seed: 42));
    }

    [Fact]
    public void Another_seed_gives_another_tape()
    {
        Assert.NotEqual(Tape(seed: 42), Tape(seed: 43));
    }

    [Fact]
    public void The_market_stays_near_its_anchor_and_never_crosses()
    {
        using var broker = new BrokerFixture(seed: 3);
        for (var i = 0; i < 200; i++)
        {
            broker.Advance(TimeSpan.FromSeconds(1));
            Assert.All(broker.Broker.Markets.All, m => Assert.True(m.Quote.Bid < m.Quote.Ask));
            Assert.All(broker.Broker.Markets.All, m =>
                Assert.InRange(m.Quote.Mark, m.Instrument.AnchorPx * 0.9m, m.Instrument.AnchorPx * 1.1m));
        }
    }

    private static List<string> Tape(ulong seed)
    {
        using var broker = new BrokerFixture(seed);
        List<Report> told = [];
        for (var i = 0; i < 20; i++)
        {
            told.AddRange(broker.Place(BrokerFixture.Terms(i % 3 == 0 ? Side.Sell : Side.Buy, 700)));
            told.AddRange(broker.Place(BrokerFixture.Terms(Side.Buy, 900, OrdType.Limit, broker.Quote.Bid)));
            told.AddRange(broker.Advance(TimeSpan.FromSeconds(3)));
        }
        return [.. told.Select(r => r.ToString())];
    }
}
