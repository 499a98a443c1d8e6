using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Tws;
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
        var options = new IbOptions("127.0.0.1", _gateway.Port, Sample.ClientId) { BackOffMin = TimeSpan.FromMilliseconds(1), Mode = TradingMode.Paper };
        _broker = new(options, _quotes, new(), TimeProvider.System, NullLogger<IbBroker>.Instance);
        _running = _broker.RunAsync((report, ct) => _reports.Writer.WriteAsync(report, ct), _stop.Token);
    }

    [Fact]
    public async Task Everything_the_broker_holds_is_read_before_the_link_is_ready()
    {
        await _gateway.GreetAsync(nextValidId: 17);
        await _gateway.ShowAsync(Sample.Fill() with { ReqId = IbSession.RequestIdMin + 1 }, Sample.Open("Submitted"),
            Sample.Completed("Cancelled", "Cancelled by Trader"), new Position("DU123456", Sample.AppleContract, 40, 150.01m),
            new AccountSummary(0, "DU123456", "CashBalance", "1000.50", "USD"), new AccountSummary(0, "DU123456", "CashBalance", "1000.50", "BASE"));

        Assert.Equal(17, Assert.IsType<BrokerReport.LinkUp>(await NextAsync()).NextOrderId);
        Assert.IsType<BrokerReport.RoundStarted>(await NextAsync());
        Assert.Equal(ReportSource.Executions, Assert.IsType<BrokerReport.Executed>(await NextAsync()).Source);
        Assert.Equal(ReportSource.OpenOrders, Assert.IsType<BrokerReport.Acknowledged>(await NextAsync()).Source);
        Assert.Equal(ReportSource.CompletedOrders, Assert.IsType<BrokerReport.Closed>(await NextAsync()).Source);
        var view = Assert.IsType<BrokerReport.Synchronized>(await NextAsync()).View;
        Assert.NotNull(view);
        Assert.Equal((42, 40, 1000.50m), (Assert.Single(view.Orders).PermId, Assert.Single(view.Positions).Quantity, Assert.Single(view.Cash).Amount));
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
        Assert.Equal(LinkState.Ready, _broker.Status.State);
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
        Assert.IsType<BrokerReport.RoundStarted>(await NextAsync());
        Assert.IsType<BrokerReport.Synchronized>(await NextAsync());
        await _broker.WatchAsync(Sample.Apple, CancellationToken.None);
        await _broker.CancelAsync(Sample.LimitOrder(), CancellationToken.None);
        if (subscribesAgain) await _gateway.ExpectAsync<ReqMktData>();
        await _gateway.ExpectAsync<CancelOrder>();
    }

    [Theory]
    [InlineData(2103, LinkState.Degraded)]
    [InlineData(2105, LinkState.Degraded)]
    [InlineData(2157, LinkState.Degraded)]
    public async Task A_data_farm_that_is_away_is_a_state_until_it_is_back(int code, LinkState state)
    {
        await InStepAsync();

        _gateway.Say(new ErrMsg(-1, code, "data farm connection is broken:usfarm"));
        await UntilAsync(state);
        Assert.Contains("usfarm", _broker.Status.Reason);
        _gateway.Say(new ErrMsg(-1, 2104, "Market data farm connection is OK:usfarm"));
        await UntilAsync(LinkState.Ready);
    }

    [Fact]
    public async Task A_competing_session_is_named_and_not_fought_for_its_market_data()
    {
        await InStepAsync();
        await _broker.WatchAsync(Sample.Apple, CancellationToken.None);
        var watched = await _gateway.ExpectAsync<ReqMktData>();

        _gateway.Say(new ErrMsg(watched.ReqId, 10197, "No market data during competing live session"));
        await UntilAsync(LinkState.CompetingSession);
        await _broker.CancelAsync(Sample.LimitOrder(), CancellationToken.None);
        await _gateway.ExpectAsync<CancelOrder>(); // Nothing was subscribed meanwhile, and orders still go.

        _gateway.Say(new TickPrice(watched.ReqId, 1, 149.99m, 100));
        await UntilAsync(LinkState.Ready);
    }

    [Fact]
    public async Task A_client_id_in_use_is_a_state_of_its_own()
    {
        await _gateway.GreetAsync(); // The gateway says so instead of the greeting; here right after it.
        _gateway.Say(new ErrMsg(-1, 326, "Unable to connect as the client id is already in use."));
        await UntilAsync(LinkState.ClientIdInUse);
        _gateway.HangUp();

        await Task.Yield();
        Assert.Contains("client id 7", _broker.Status.Reason);
    }

    [Fact]
    public async Task A_gateway_with_accounts_of_the_other_kind_is_left_at_once()
    {
        await _gateway.GreetAsync(accounts: "DU123456,U7654321");

        await UntilAsync(LinkState.TradingModeMismatch);
        Assert.StartsWith("TRADING_MODE_MISMATCH", _broker.Status.Reason);
        Assert.False(_reports.Reader.TryRead(out _));
    }

    [Fact]
    public async Task An_upstream_that_is_lost_is_told_apart_from_a_gateway_that_is()
    {
        await InStepAsync();

        _gateway.Say(new ErrMsg(-1, 2110, "Connectivity between TWS and server is broken"));

        Assert.IsType<BrokerReport.LinkDown>(await NextAsync());
        Assert.Equal(LinkState.UpstreamLost, _broker.Status.State);
    }

    // From the greeting to the last answer, over a real socket: what it takes until all doubts are settled.
    [Fact]
    public async Task A_thousand_working_orders_are_read_within_two_seconds()
    {
        await _gateway.GreetAsync();
        var orders = Enumerable.Range(1, 1000).Select(i => Sample.Open("Submitted") with { OrderId = i }).ToArray<TwsReply>();
        var started = System.Diagnostics.Stopwatch.StartNew();

        await _gateway.ShowAsync(orders);
        while (await NextAsync() is not BrokerReport.Synchronized { View.Orders.Length: 1000 }) { }

        TestContext.Current.TestOutputHelper?.WriteLine($"1000 orders read in {started.Elapsed}");
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(2), $"it took {started.Elapsed}");
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
        Assert.IsType<BrokerReport.RoundStarted>(await NextAsync());
        Assert.IsType<BrokerReport.Synchronized>(await NextAsync());
        using var patience = new CancellationTokenSource(Patience);
        while (_broker.Status.State != LinkState.Ready) await Task.Delay(1, patience.Token);
    }

    private async Task UntilAsync(LinkState state)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_broker.Status.State != state) await Task.Delay(1, patience.Token);
    }

    private async Task<BrokerReport> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _reports.Reader.ReadAsync(patience.Token);
    }
}
