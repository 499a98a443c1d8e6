using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

public sealed class MarketDataTests : IAsyncLifetime
{
    private readonly GatewayFixture gateway = new();

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Fact]
    public async Task A_subscription_starts_with_type_and_parameters_and_then_ticks()
    {
        await using var client = await gateway.ConnectAsync();

        await client.SendAsync(new ReqMktData(100, GatewayClient.Apple));

        await client.UntilAsync<MarketDataType>(m => m is { ReqId: 100, DataType: 1 });
        Assert.Equal(0.01m, (await client.UntilAsync<TickReqParams>()).MinTick);
        var bid = await client.UntilAsync<TickPrice>(t => t.TickType == 1);
        Assert.Equal(bid.Size, (await client.UntilAsync<TickSize>(t => t.TickType == 0)).Size);
        Assert.True((await client.UntilAsync<TickPrice>(t => t.TickType == 2)).Price > bid.Price);
    }

    [Fact]
    public async Task Only_what_changes_is_sent_until_the_subscription_is_cancelled()
    {
        await using var client = await gateway.ConnectAsync();
        await client.SendAsync(new ReqMktData(100, GatewayClient.Apple));
        await client.UntilAsync<TickPrice>(t => t.TickType == 1);
        await gateway.AdvanceAsync(TimeSpan.FromSeconds(10));
        await client.SendAsync(new CancelMktData(100));
        await client.SendAsync(new CancelMktData(100));

        Assert.Equal(100, (await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 300)).Id);

        var bids = client.Seen().OfType<TickPrice>().Where(t => t.TickType == 1).Select(t => t.Price).ToList();
        Assert.InRange(bids.Count, 2, 41);
        Assert.All(bids.Zip(bids.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public async Task A_snapshot_ends_with_its_marker()
    {
        await using var client = await gateway.ConnectAsync();

        await client.SendAsync(new ReqMktData(100, GatewayClient.Apple, Snapshot: true));

        await client.UntilAsync<TickSnapshotEnd>(e => e.ReqId == 100);
        Assert.Contains(client.Seen(), r => r is TickPrice { TickType: 2 });
    }

    [Fact]
    public async Task Delayed_data_comes_under_the_delayed_tick_types()
    {
        await using var client = await gateway.ConnectAsync();
        await client.SendAsync(new ReqMarketDataType(3));

        await client.SendAsync(new ReqMktData(100, GatewayClient.Apple, Snapshot: true));

        Assert.Equal(3, (await client.UntilAsync<MarketDataType>()).DataType);
        await client.UntilAsync<TickSnapshotEnd>();
        Assert.All(client.Seen().OfType<TickPrice>(), t => Assert.InRange(t.TickType, 66, 76));
    }

    [Fact]
    public async Task A_virtual_hour_passes_while_clients_listen_and_trade()
    {
        await using var client = await gateway.ConnectAsync();
        for (var reqId = 1; reqId <= 5; reqId++) await client.SendAsync(new ReqMktData(reqId, GatewayClient.Apple));
        await client.PlaceAsync(GatewayClient.Market("BUY", 1) with { GoodAfterTime = "20261123-15:59:00" });

        var hour = gateway.AdvanceAsync(TimeSpan.FromHours(1));
        await client.UntilAsync<ExecDetails>();
        await hour;

        await client.SendAsync(new ReqCurrentTime());
        Assert.Equal(
            BrokerFixture.Monday.AddHours(1).ToUnixTimeSeconds(), (await client.UntilAsync<CurrentTime>()).Time);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();
}
