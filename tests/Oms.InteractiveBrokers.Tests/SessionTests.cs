using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine;
using Oms.Trading.Broker;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.InteractiveBrokers.Tests;

public sealed class SessionTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ScriptedGateway _gateway = new();
    private readonly Channel<BrokerReport> _reports = Channel.CreateUnbounded<BrokerReport>();
    private readonly CancellationTokenSource _stop = new();
    private readonly QuoteBoard _quotes = new();
    private readonly IbBroker _broker;
    private readonly Task _running;

    public SessionTests()
    {
        var options = new IbOptions("127.0.0.1", _gateway.Port, Sample.ClientId) { BackOffMin = TimeSpan.FromMilliseconds(1) };
        _broker = new(options, _quotes, new(), TimeProvider.System, NullLogger<IbBroker>.Instance);
        _running = _broker.RunAsync((report, ct) => _reports.Writer.WriteAsync(report, ct), _stop.Token);
    }

    [Fact]
    public async Task Everything_the_broker_holds_is_read_before_the_link_is_ready()
    {
        await _gateway.GreetAsync(nextValidId: 17);
        await _gateway.ShowAsync(Sample.Fill(), Sample.Open("Submitted"), Sample.Completed("Cancelled", "Cancelled by Trader"));

        Assert.Equal(17, Assert.IsType<BrokerReport.LinkUp>(await NextAsync()).NextOrderId);
        Assert.IsType<BrokerReport.Executed>(await NextAsync());
        Assert.IsType<BrokerReport.Acknowledged>(await NextAsync());
        Assert.IsType<BrokerReport.Closed>(await NextAsync());
        Assert.IsType<BrokerReport.Synchronized>(await NextAsync());
    }

    [Fact]
    public async Task A_request_without_a_session_is_certainly_not_sent()
    {
        var outcome = await _broker.PlaceAsync(Sample.LimitOrder(), Sample.Apple, CancellationToken.None);

        Assert.IsType<SendOutcome.NotSent>(outcome);
    }

    [Fact]
    public async Task A_lost_session_is_told_and_replaced()
    {
        await InStepAsync();

        _gateway.HangUp();

        Assert.IsType<BrokerReport.LinkDown>(await NextAsync());
        await InStepAsync();
        Assert.Equal(nameof(LinkState.Ready), _broker.Status.State);
    }

    [Fact]
    public async Task An_order_leaves_under_its_id_with_our_reference()
    {
        await InStepAsync();

        var outcome = await _broker.PlaceAsync(Sample.LimitOrder(), Sample.Apple, CancellationToken.None);

        Assert.IsType<SendOutcome.Sent>(outcome);
        var request = await _gateway.ExpectAsync<PlaceOrder>();
        Assert.Equal((Sample.BrokerOrderId, Sample.Id.Value), (request.OrderId, request.Order.OrderRef));
    }

    [Fact]
    public async Task The_end_of_an_order_without_a_reason_is_told_after_a_moment()
    {
        await InStepAsync();

        _gateway.Say(Sample.Status("Cancelled"));

        Assert.False(Assert.IsType<BrokerReport.Closed>(await NextAsync()).IsExpired);
    }

    [Theory]
    [InlineData(1102, false)]
    [InlineData(1101, true)]
    public async Task A_gateway_that_loses_its_own_link_is_down_until_it_has_shown_everything_again(int back, bool subscribesAgain)
    {
        await InStepAsync();
        await _broker.WatchAsync(Sample.Apple, CancellationToken.None);
        var watched = await _gateway.ExpectAsync<ReqMktData>();
        _gateway.Say(new TickPrice(watched.ReqId, 1, 149.99m, 100), new ErrMsg(-1, 1100, "Connectivity between IB and TWS has been lost"));

        Assert.IsType<BrokerReport.LinkDown>(await NextAsync());
        Assert.Null(_quotes.Find(new("AAPL")));
        _gateway.Say(new ErrMsg(-1, back, "Connectivity restored"));
        await _gateway.ShowAsync();
        Assert.IsType<BrokerReport.LinkUp>(await NextAsync());
        Assert.IsType<BrokerReport.Synchronized>(await NextAsync());
        await _broker.WatchAsync(Sample.Apple, CancellationToken.None);
        await _broker.CancelAsync(Sample.LimitOrder(), CancellationToken.None);
        if (subscribesAgain) await _gateway.ExpectAsync<ReqMktData>();
        await _gateway.ExpectAsync<CancelOrder>();
    }

    [Fact]
    public async Task Ticks_become_quotes_and_are_forgotten_with_the_session()
    {
        await InStepAsync();
        await _broker.WatchAsync(Sample.Apple, CancellationToken.None);
        var watched = await _gateway.ExpectAsync<ReqMktData>();

        _gateway.Say(new TickPrice(watched.ReqId, 1, 149.99m, 100), new TickPrice(watched.ReqId, 2, 150.01m, 200),
            new TickPrice(watched.ReqId, 4, 150m, 50), new TickSize(watched.ReqId, 0, 300), Sample.Fill());
        await NextAsync(); // The fill comes after the ticks, so they have been seen.

        var quote = _quotes.Find(new("AAPL"));
        Assert.Equal((149.99m, 300m, 150.01m, 200m, 150m), (quote?.Bid, quote?.BidSize, quote?.Ask, quote?.AskSize, quote?.Last));
        _gateway.HangUp();
        Assert.IsType<BrokerReport.LinkDown>(await NextAsync());
        Assert.Null(_quotes.Find(new("AAPL")));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _gateway.DisposeAsync();
        _stop.Dispose();
    }

    private async Task InStepAsync()
    {
        await _gateway.GreetAsync();
        await _gateway.ShowAsync();
        Assert.IsType<BrokerReport.LinkUp>(await NextAsync());
        Assert.IsType<BrokerReport.Synchronized>(await NextAsync());
        using var patience = new CancellationTokenSource(Patience);
        while (_broker.Status.State != nameof(LinkState.Ready)) await Task.Delay(1, patience.Token);
    }

    private async Task<BrokerReport> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _reports.Reader.ReadAsync(patience.Token);
    }
}
