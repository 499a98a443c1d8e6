using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Tests.Accounts;

public sealed class CommissionTests
{
    private static readonly InstrumentCatalog catalog = new(InstrumentTable.All);

    [Theory]
    [InlineData("AAPL", 100, "274.50", "1.00")]
    [InlineData("AAPL", 1000, "274.50", "5.000")]
    [InlineData("F", 5, "13.00", "0.6500")]
    [InlineData("ESZ6", 2, "6740.00", "4.50")]
    [InlineData("EUR.USD", 25000, "1.15", "2.00")]
    [InlineData("EUR.USD", 1000000, "1.15", "23.00")]
    public void The_fixed_tier_of_IB(string symbol, int quantity, string price, string expected)
    {
        var instrument = catalog.All.Single(i => i.LocalSymbol == symbol);

        var total = CommissionSchedule.Total(instrument, quantity, quantity * decimal.Parse(price), 1);

        Assert.Equal(decimal.Parse(expected), total);
    }

    [Fact]
    public void An_order_filled_in_parts_pays_the_minimum_once()
    {
        using var broker = new BrokerFixture();

        var fills = broker.Place(BrokerFixture.Terms(Side.Buy, 3_000)).Executions().ToList();

        Assert.True(fills.Count > 1);
        Assert.Equal(15m, fills.Sum(f => f.Commission));
    }

    [Fact]
    public void Cash_and_holdings_add_up_after_a_round_trip()
    {
        using var broker = new BrokerFixture();
        broker.Place(BrokerFixture.Terms(Side.Sell, 300));
        broker.Place(BrokerFixture.Terms(Side.Buy, 300));

        var account = broker.Broker.Books.FindAccount(BrokerFixture.Account)!;

        Assert.Equal(account.Positions[BrokerFixture.Apple].RealizedPnl, account.Cash["USD"] - 1_000_000m);
    }

    [Fact]
    public void A_future_changes_the_worth_of_the_account_by_its_result_only()
    {
        using var broker = new BrokerFixture();
        var es = catalog.All.Single(i => i.LocalSymbol == "ESZ6");
        broker.Place(BrokerFixture.Terms(Side.Buy, 2) with { ConId = es.ConId, Exchange = "CME" });
        var paid = broker.Order(1).AvgPx;

        broker.MoveTo(paid + 10, es.ConId);

        var worth = Valuation.Of(
            broker.Broker.Books.FindAccount(BrokerFixture.Account)!, catalog, broker.Broker.Markets.Prices);
        var mark = broker.Broker.Markets.Mark(es.ConId);
        Assert.Equal(1_000_000m + 2 * 50 * (mark - paid) - 4.50m, worth.NetLiquidation);
    }
}
