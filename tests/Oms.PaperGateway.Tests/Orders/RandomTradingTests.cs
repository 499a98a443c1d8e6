using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Orders;

public sealed class RandomTradingTests
{
    private const int Steps = 400;

    private static readonly OrdType[] types =
    [
        OrdType.Market, OrdType.Limit, OrdType.Limit, OrdType.Limit, OrdType.Stop, OrdType.StopLimit, OrdType.Trail,
        OrdType.MidPrice, OrdType.Relative, OrdType.MarketToLimit,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_clients_do_the_books_balance(int seed)
    {
        using var broker = new BrokerFixture((ulong)seed);
        var random = new SeededRandom((ulong)seed);
        List<Execution> told = [];

        for (var i = 0; i < Steps; i++)
        {
            told.AddRange(Act(broker, random).Executions());
            CheckBook(broker);
        }

        CheckBooks(broker, told);
    }

    private static IReadOnlyList<Report> Act(BrokerFixture broker, SeededRandom random)
    {
        var known = Math.Max(1, (int)(random.Uniform() * broker.NextOrderId));
        if (random.Chance(25)) return broker.Advance(TimeSpan.FromSeconds(1));
        if (random.Chance(10)) return broker.MoveTo(Round(random, 3m));
        if (random.Chance(15)) return broker.Cancel(known);
        if (random.Chance(15) && broker.Broker.Books.Find(BrokerFixture.Key(known)) is { } order)
            return broker.Place(
                known, order.Terms with { Quantity = Quantity(random), LmtPrice = Round(random, 1m), Transmit = true });
        return broker.Place(RandomTerms(broker, random));
    }

    private static OrderTerms RandomTerms(BrokerFixture broker, SeededRandom random)
    {
        var type = types[(int)(random.Uniform() * types.Length)];
        var terms = BrokerFixture.Terms(
            random.Chance(50) ? Side.Buy : Side.Sell, Quantity(random), type, Round(random, 1m));
        return terms with
        {
            AuxPrice = type is OrdType.Trail ? 0.50m : type is OrdType.Relative ? 0 : Round(random, 1m),
            LmtPrice = type is OrdType.Limit or OrdType.StopLimit ? terms.LmtPrice : null,
            OcaGroup = random.Chance(20) ? "G" : "",
            OcaType = 1 + (int)(random.Uniform() * 3),
            ParentId = random.Chance(20) ? Math.Max(0, broker.NextOrderId - 1) : 0,
            Transmit = random.Chance(80),
            Tif = type is OrdType.Limit && random.Chance(20) ? TimeInForce.Ioc : TimeInForce.Day,
        };
    }

    private static void CheckBook(BrokerFixture broker)
    {
        var book = broker.Broker.Markets.Of(BrokerFixture.Apple).Book;
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            foreach (var resting in book.On(side).Where(o => o.OwnerPermId is not null))
            {
                var order = broker.Broker.Books.Get(resting.OwnerPermId!.Value);
                Assert.False(order.IsDone);
                Assert.Equal((order.LeavesQty, order.Terms.Side), (resting.Quantity, resting.Side));
            }
        }
        Assert.False(book.Best(Side.Buy)?.Price >= book.Best(Side.Sell)?.Price);
    }

    private static void CheckBooks(BrokerFixture broker, List<Execution> told)
    {
        var account = broker.Broker.Books.FindAccount(BrokerFixture.Account)!;
        Assert.Equal(broker.Broker.Books.Executions.Select(e => e.ExecId), told.Select(e => e.ExecId));
        Assert.Equal(told.Sum(e => e.Side.Sign() * e.Quantity), account.PositionIn(BrokerFixture.Apple).Quantity);
        Assert.Equal(
            1_000_000m - told.Sum(e => e.Side.Sign() * e.Quantity * e.Price + e.Commission),
            account.Cash["USD"]);
        foreach (var order in broker.Broker.Books.Orders)
        {
            Assert.Equal(told.Where(e => e.PermId == order.PermId).Sum(e => e.Quantity), order.FilledQty);
            Assert.InRange(order.FilledQty, 0, order.Terms.Quantity);
        }
    }

    private static decimal Quantity(SeededRandom random) => 1 + Math.Floor(random.Uniform() * 900);

    private static decimal Round(SeededRandom random, decimal width) =>
        Math.Round(274.50m + (random.Uniform() - 0.5m) * 2 * width, 2, MidpointRounding.ToZero);
}
