using System.Threading.Channels;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

public sealed class SessionTests : IAsyncLifetime
{
    private readonly GatewayFixture gateway = new();

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_client_is_told_its_accounts_its_next_id_and_that_the_farms_are_up(string host)
    {
        await using var client = await gateway.ConnectAsync(host: host);

        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 2158);

        var seen = client.Seen();
        Assert.Contains(new ManagedAccts("DU123456"), seen);
        Assert.Contains(new NextValidId(1), seen);
        Assert.Equal([2104, 2106, 2158], seen.OfType<ErrMsg>().Select(m => m.ErrorCode));
    }

    [Fact]
    public async Task A_market_order_tells_the_whole_story_in_order()
    {
        await using var client = await gateway.ConnectAsync();

        var id = await client.PlaceAsync(GatewayClient.Market("BUY", 100));
        var commission = await client.UntilAsync<CommissionReport>();

        var seen = client.Seen().Where(r => r is OpenOrder or OrderStatus or ExecDetails or CommissionReport).ToList();
        Assert.Equal(
            "OpenOrder OrderStatus ExecDetails OpenOrder OrderStatus OpenOrder OrderStatus CommissionReport",
            string.Join(' ', seen.Select(r => r.GetType().Name)));
        Assert.Equal(["PreSubmitted", "Filled", "Filled"], seen.OfType<OrderStatus>().Select(s => s.Status));
        var fill = seen.OfType<ExecDetails>().Single();
        Assert.Equal((-1, id, 100m, "BOT"), (fill.ReqId, fill.OrderId, fill.Execution.Shares, fill.Execution.Side));
        Assert.Equal((fill.Execution.ExecId, 1.00m), (commission.ExecId, commission.Commission));
    }

    [Fact]
    public async Task A_second_client_with_the_same_id_is_turned_away_and_the_first_goes_on()
    {
        await using var first = await gateway.ConnectAsync(5);
        await using var second = await GatewayClient.OpenAsync(gateway.Gateway.Port, 5);

        var refusal = Assert.IsType<ErrMsg>(await second.Replies.ReadAsync());
        await second.Closed;

        Assert.Equal(326, refusal.ErrorCode);
        await first.SendAsync(new ReqCurrentTime());
        await first.UntilAsync<CurrentTime>();
    }

    [Fact]
    public async Task A_client_whose_connection_is_gone_gets_in_at_once_and_sees_its_open_orders_again()
    {
        OrderStatus before;
        await using (var client = await gateway.ConnectAsync(5))
        {
            await client.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));
            before = await client.UntilAsync<OrderStatus>(s => s.Status == "Submitted");
        }

        await using var again = await gateway.ConnectAsync(5);

        var shown = await again.UntilAsync<OpenOrder>();
        Assert.Equal(before, await again.UntilAsync<OrderStatus>());
        Assert.Equal((200m, "LMT", "DAY"), (shown.Order.LmtPrice, shown.Order.OrderType, shown.Order.Tif));
        Assert.Equal(before.OrderId + 1, again.NextOrderId);
    }

    [Fact]
    public async Task Orders_belong_to_their_client_and_a_global_cancel_ends_them_all()
    {
        await using var one = await gateway.ConnectAsync(1);
        await using var two = await gateway.ConnectAsync(2);
        var id = await one.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));
        await one.UntilAsync<OrderStatus>(s => s.Status == "Submitted");

        await two.SendAsync(new CancelOrder(id));
        Assert.Equal(10147, (await two.UntilAsync<ErrMsg>(m => m.Id == id)).ErrorCode);
        await two.SendAsync(new ReqOpenOrders());
        await two.UntilAsync<OpenOrderEnd>();
        Assert.Empty(two.Seen().OfType<OpenOrder>());
        await two.SendAsync(new ReqAllOpenOrders());
        await two.UntilAsync<OpenOrderEnd>();
        Assert.Single(two.Seen().OfType<OpenOrder>());
        await two.SendAsync(new ReqGlobalCancel());

        await one.UntilAsync<OrderStatus>(s => s.Status == "Cancelled");
        Assert.Equal(202, (await one.UntilAsync<ErrMsg>(m => m.Id == id)).ErrorCode);
    }

    [Fact]
    public async Task Every_end_marker_comes_even_when_there_is_nothing_to_tell()
    {
        await using var client = await gateway.ConnectAsync();
        TwsRequest[] requests =
        [
            new ReqOpenOrders(), new ReqCompletedOrders(false), new ReqExecutions(10, new()), new ReqPositions(),
            new ReqAccountUpdates(true, ""), new ReqAccountUpdatesMulti(11, "DU123456", "", false),
            new ReqPositionsMulti(12, "DU123456", ""), new ReqAccountSummary(13, "All", "NetLiquidation"),
            new ReqContractDetails(14, GatewayClient.Apple),
        ];
        foreach (var request in requests) await client.SendAsync(request);

        await client.UntilAsync<OpenOrderEnd>();
        await client.UntilAsync<CompletedOrdersEnd>();
        await client.UntilAsync<ExecDetailsEnd>(e => e.ReqId == 10);
        await client.UntilAsync<PositionEnd>();
        await client.UntilAsync<AcctDownloadEnd>();
        await client.UntilAsync<AccountUpdateMultiEnd>(e => e.ReqId == 11);
        await client.UntilAsync<PositionMultiEnd>(e => e.ReqId == 12);
        await client.UntilAsync<AccountSummaryEnd>(e => e.ReqId == 13);
        await client.UntilAsync<ContractDataEnd>(e => e.ReqId == 14);
        Assert.Equal("1000000.00", client.Seen().OfType<AccountSummary>().Single().Value);
    }

    [Fact]
    public async Task A_request_that_cannot_be_served_is_answered_and_the_session_goes_on()
    {
        await using var client = await gateway.ConnectAsync();

        await client.SendAsync(new UnknownRequest(4711));
        Assert.Equal(505, (await client.UntilAsync<ErrMsg>(m => m.ErrorCode < 2000)).ErrorCode);

        await client.SendAsync(new ReqCurrentTime());
        Assert.Equal(BrokerFixture.Monday.ToUnixTimeSeconds(), (await client.UntilAsync<CurrentTime>()).Time);
    }

    [Fact]
    public async Task The_master_client_sees_the_orders_of_all()
    {
        await using var fixture = new GatewayFixture(new PaperGatewayOptions { MasterClientId = 9 });
        await fixture.InitializeAsync();
        await using var master = await fixture.ConnectAsync(9);
        await using var client = await fixture.ConnectAsync(1);

        await client.PlaceAsync(GatewayClient.Market("BUY", 1));

        Assert.Equal(1, (await master.UntilAsync<ExecDetails>()).Execution.ClientId);
        await master.UntilAsync<CommissionReport>();
    }

    [Fact]
    public async Task What_if_answers_margin_and_commission_and_places_nothing()
    {
        await using var client = await gateway.ConnectAsync();

        await client.PlaceAsync(GatewayClient.Limit("BUY", 100, 200m) with { WhatIf = true });

        var shown = await client.UntilAsync<OpenOrder>();
        Assert.Equal((10_000m, 1.00m), (shown.State.InitMarginChange, shown.State.Commission));
        await client.SendAsync(new ReqAllOpenOrders());
        await client.UntilAsync<OpenOrderEnd>();
        Assert.Empty(client.Seen().OfType<OrderStatus>());
    }

    [Fact]
    public async Task A_holding_that_was_closed_is_told_with_nothing_left_of_it()
    {
        await using var client = await gateway.ConnectAsync();
        await client.PlaceAsync(GatewayClient.Market("BUY", 100));
        await client.UntilAsync<CommissionReport>();
        await client.PlaceAsync(GatewayClient.Market("SELL", 100));
        var realized = (await client.UntilAsync<CommissionReport>()).RealizedPnl;

        await client.SendAsync(new ReqPnlSingle(5, "DU123456", "", 265598));
        await client.SendAsync(new ReqCurrentTime());
        await client.UntilAsync<CurrentTime>();
        await gateway.AdvanceAsync(TimeSpan.FromSeconds(1));

        var told = await client.UntilAsync<PnlSingle>();
        Assert.Equal((0m, 0m, 0m), (told.Pos, told.UnrealizedPnl, told.Value));
        Assert.Equal((realized, realized), (told.RealizedPnl, told.DailyPnl));
    }

    [Fact]
    public async Task Stopping_closes_the_connections()
    {
        await using var client = await gateway.ConnectAsync();

        await gateway.Gateway.StopAsync(CancellationToken.None);

        await Assert.ThrowsAsync<ChannelClosedException>(() => client.UntilAsync<CurrentTime>());
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();
}
