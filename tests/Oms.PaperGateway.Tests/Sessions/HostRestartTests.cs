using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

public sealed class HostRestartTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("paper-host").FullName;

    [Fact]
    public async Task After_a_restart_clients_find_what_they_left()
    {
        OrderStatus order;
        ExecDetails fill;
        await using (var before = await StartAsync())
        {
            await using var client = await before.ConnectAsync();
            await client.PlaceAsync(GatewayClient.Market("BUY", 10));
            fill = await client.UntilAsync<ExecDetails>();
            await client.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m) with { OrderRef = "mine", Tif = "GTC" });
            order = await client.UntilAsync<OrderStatus>(s => s.Status == "Submitted");
        }

        await using var after = await StartAsync();
        await using var again = await after.ConnectAsync();

        Assert.Equal("mine", (await again.UntilAsync<OpenOrder>()).Order.OrderRef);
        Assert.Equal(order, await again.UntilAsync<OrderStatus>());
        Assert.Equal(3, again.NextOrderId);
        await again.SendAsync(new ReqExecutions(1, new()));
        Assert.Equal(fill with { ReqId = 1 }, await again.UntilAsync<ExecDetails>());
        await again.SendAsync(new ReqPositions());
        Assert.Equal(10m, (await again.UntilAsync<Position>()).Pos);
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_folder_does_not_start()
    {
        await using var first = await StartAsync();

        await Assert.ThrowsAsync<IOException>(StartAsync);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private async Task<GatewayFixture> StartAsync()
    {
        var fixture = new GatewayFixture(new PaperGatewayOptions { DataDirectory = directory });
        await fixture.InitializeAsync();
        return fixture;
    }
}
