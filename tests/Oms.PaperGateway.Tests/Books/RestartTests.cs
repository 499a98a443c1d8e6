using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Books;

public sealed class RestartTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("paper-books").FullName;

    [Fact]
    public void A_restart_keeps_open_orders_executions_positions_and_cash()
    {
        using var broker = new BrokerFixture(directory: directory);
        broker.Place(BrokerFixture.Terms(Side.Buy, 700));
        broker.Place(BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, 200m) with { Tif = TimeInForce.Gtc });
        var before = Books(broker);

        broker.Restart();

        Assert.Equal(before, Books(broker));
        Assert.Equal(2, broker.Broker.Books.LastOrderId(BrokerFixture.Client));
    }

    [Fact]
    public void An_order_restored_from_the_books_still_fills()
    {
        using var broker = new BrokerFixture(directory: directory);
        broker.Place(BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, 270m));
        broker.Restart();

        broker.MoveTo(269m);

        Assert.Equal(OrdStatus.Filled, broker.Order(1).Status);
    }

    [Fact]
    public void An_order_whose_day_ended_while_the_gateway_was_down_is_cancelled_and_not_filled()
    {
        using var broker = new BrokerFixture(directory: directory);
        broker.Place(BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, 270m));

        broker.Restart(BrokerFixture.Monday.AddDays(1));

        Assert.Equal((OrdStatus.Cancelled, 0m), (broker.Order(1).Status, broker.Order(1).FilledQty));
    }

    [Fact]
    public void The_next_day_keeps_what_is_held_and_forgets_what_is_done()
    {
        using var broker = new BrokerFixture(directory: directory);
        broker.Place(BrokerFixture.Terms(Side.Buy, 100));
        broker.JumpTo(BrokerFixture.Monday.AddDays(1));
        broker.JumpTo(BrokerFixture.Monday.AddDays(2));

        broker.Restart();

        Assert.Empty(broker.Broker.Books.Executions);
        Assert.Empty(broker.Broker.Books.Orders);
        Assert.Equal(100, broker.PositionIn(BrokerFixture.Apple));
        Assert.Equal([103], broker.Place(1, BrokerFixture.Terms(Side.Buy, 1)).Codes());
    }

    [Fact]
    public void An_order_that_was_not_transmitted_is_gone()
    {
        using var broker = new BrokerFixture(directory: directory);
        broker.Place(BrokerFixture.Terms(Side.Buy, 100, OrdType.Limit, 270m) with { Transmit = false });

        broker.Restart();

        Assert.Empty(broker.Broker.Books.OpenOrders);
    }

    [Fact]
    public void A_line_that_a_crash_cut_short_is_left_out()
    {
        using var broker = new BrokerFixture(directory: directory);
        broker.Place(BrokerFixture.Terms(Side.Buy, 100));
        broker.Broker.Dispose();
        File.AppendAllText(Path.Combine(directory, "books.jsonl"), """{"order":{"key":{"cli""");

        broker.Restart();

        Assert.Equal(100, broker.PositionIn(BrokerFixture.Apple));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static List<string> Books(BrokerFixture broker) =>
    [
        .. broker.Broker.Books.Orders.Select(o => (o with { Terms = o.Terms with { Wire = null } }).ToString()),
        .. broker.Broker.Books.Executions.Select(e => e.ToString()),
        .. broker.Broker.Books.Accounts.SelectMany(a => a.Positions.Values).Select(p => p.ToString()),
        .. broker.Broker.Books.Accounts.SelectMany(a => a.Cash).Select(c => c.ToString()),
    ];
}
