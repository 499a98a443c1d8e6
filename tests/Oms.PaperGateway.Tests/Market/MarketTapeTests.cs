using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests.Market;

public sealed class MarketTapeTests
{
    private const string Bars =
        """
        time,symbol,open,high,low,close,volume
        2026-11-23T15:00:00Z,AAPL,150.00,150.80,149.60,150.50,1201
        2026-11-23T15:01:00Z,AAPL,150.50,150.60,148.00,148.20,4000
        2026-11-23T15:02:00Z,AAPL,148.20,148.90,148.10,148.70,800
        """;

    [Fact]
    public void Recorded_bars_are_played_and_come_out_as_they_were()
    {
        using var broker = Play(Bars);
        broker.Advance(TimeSpan.FromMinutes(3));

        var history = broker.Broker.Markets.Of(BrokerFixture.Apple).History;
        var played = Enumerable.Range(0, 3).Select(
            i => history.At(BrokerFixture.Monday.AddMinutes(i), TimeSpan.FromMinutes(1)));

        Assert.Equal(
            [
                (150.00m, 150.80m, 149.60m, 150.50m, 1201m),
                (150.50m, 150.60m, 148.00m, 148.20m, 4000m),
                (148.20m, 148.90m, 148.10m, 148.70m, 800m),
            ],
            played.Select(b => (b.Open, b.High, b.Low, b.Close, b.Volume)));
    }

    [Fact]
    public void Orders_fill_when_the_recorded_market_reaches_their_price()
    {
        using var broker = Play(Bars);
        var placed = broker.Place(BrokerFixture.Terms(Side.Buy, 10, OrdType.Limit, 149.00m));
        Assert.Empty(placed.Executions());

        Assert.Empty(broker.Advance(TimeSpan.FromSeconds(59)).Executions());
        var fill = Assert.Single(broker.Advance(TimeSpan.FromMinutes(1)).Executions());

        Assert.Equal((10m, 149.00m), (fill.Quantity, fill.Price));
    }

    [Fact]
    public void Recorded_quotes_are_shown_with_their_sizes()
    {
        using var broker = Play(
            """
            symbol,time,bid,ask,bidSize,askSize
            AAPL,1795446000,150.00,150.04,300,700
            AAPL,1795446010,150.10,150.12,100,200
            """);

        Assert.Equal((150.00m, 300m, 150.04m, 700m), Top(broker));
        broker.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((150.10m, 100m, 150.12m, 200m), Top(broker));
        broker.Advance(TimeSpan.FromHours(1));
        Assert.Equal((150.10m, 100m, 150.12m, 200m), Top(broker));
    }

    [Fact]
    public void Recorded_trades_are_printed_at_their_time_and_price()
    {
        using var broker = Play(
            """
            time,symbol,price,size
            20261123 10:00:00,AAPL,150,100
            20261123 10:00:07 US/Eastern,AAPL,151.25,40
            """);
        broker.Advance(TimeSpan.FromSeconds(10));

        var prints = broker.Broker.Markets.Of(BrokerFixture.Apple).Prints.ToList();

        Assert.Equal([(150m, 100m), (151.25m, 40m)], prints.Select(p => (p.Price, p.Size)));
        Assert.Equal(BrokerFixture.Monday.AddSeconds(7), prints[1].At);
    }

    [Fact]
    public void A_market_that_is_not_recorded_stays_as_the_seed_makes_it()
    {
        const int microsoft = 272093;
        using var recorded = Play(Bars);
        using var invented = new BrokerFixture();
        recorded.Advance(TimeSpan.FromMinutes(1));
        invented.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(invented.Broker.Markets.Of(microsoft).Quote, recorded.Broker.Markets.Of(microsoft).Quote);
        Assert.NotEqual(invented.Quote, recorded.Quote);
    }

    [Theory]
    [InlineData("time,symbol,colour", "line 1: the header names time, symbol")]
    [InlineData("time,symbol,price,colour", "line 1: no column 'colour' is known")]
    [InlineData("time,symbol,price\nyesterday,AAPL,1", "line 2: 'yesterday' is no time")]
    [InlineData("time,symbol,price\n2026-11-23T15:00:00Z,ZZZZ,1", "line 2: no instrument 'ZZZZ'")]
    [InlineData("time,symbol,price\n2026-11-23T15:00:00Z,AAPL,one", "line 2: price is a number from 0 on, not 'one'")]
    [InlineData("time,symbol,price\n2026-11-23T15:00:00Z,AAPL", "line 2: price is missing")]
    [InlineData("time,symbol,bid,ask\n2026-11-23T15:00:00Z,AAPL,2,1", "line 2: bid 2 and ask 1 are no quote")]
    [InlineData(
        "time,symbol,open,high,low,close\n2026-11-23T15:00:00Z,AAPL,2,1,1,1", "line 2: open 2, high 1, low 1 and close 1")]
    [InlineData(
        "time,symbol,price\n2026-11-23T15:00:01Z,AAPL,1\n2026-11-23T15:00:00Z,AAPL,1", "line 3: AAPL goes back in time")]
    [InlineData("time,symbol,price\n", "there are no rows")]
    public void A_file_that_cannot_be_understood_says_where_and_why(string text, string reason)
    {
        var error = Assert.Throws<FormatException>(() => RecordedMarket.Parse(text.Split('\n')));

        Assert.StartsWith(reason, error.Message, StringComparison.Ordinal);
    }

    private static BrokerFixture Play(string csv) =>
        new(tapes: RecordedMarket.Parse(csv.Split('\n')).From(start: null));

    private static (decimal?, decimal, decimal?, decimal) Top(BrokerFixture broker) =>
        (broker.Quote.Bid, broker.Quote.BidSize, broker.Quote.Ask, broker.Quote.AskSize);
}
