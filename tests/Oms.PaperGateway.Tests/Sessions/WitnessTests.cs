using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

/// <summary>A client that only looks: under id 0 it may ask about everything, as master it is also told.</summary>
public sealed class WitnessTests : IAsyncLifetime
{
    private readonly GatewayFixture gateway = new(new PaperGatewayOptions { MasterClientId = 9 });

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Fact]
    public async Task Client_zero_is_shown_the_orders_and_fills_of_all_clients_and_of_none()
    {
        await TradeAsync();
        await using var witness = await gateway.ConnectAsync(0);

        await witness.SendAsync(new ReqAllOpenOrders());
        await witness.UntilAsync<OpenOrderEnd>();
        await witness.SendAsync(new ReqCompletedOrders(false));
        await witness.UntilAsync<CompletedOrdersEnd>();
        await witness.SendAsync(new ReqExecutions(1, new()));
        await witness.UntilAsync<ExecDetailsEnd>();

        var seen = witness.Seen();
        Assert.Equal([(2, 1)], seen.OfType<OpenOrder>().Select(o => (o.Order.ClientId, o.OrderId)));
        Assert.Equal(["BUY", "SELL"], seen.OfType<CompletedOrder>().Select(o => o.Order.Action));
        Assert.Equal([(1, "BOT"), (0, "SLD")], seen.OfType<ExecDetails>().Select(e => (e.Execution.ClientId, e.Execution.Side)));
        Assert.Equal(2, seen.OfType<CommissionReport>().Count());
    }

    [Fact]
    public async Task A_client_that_asks_for_API_orders_only_is_not_shown_those_placed_elsewhere()
    {
        await TradeAsync();
        await using var client = await gateway.ConnectAsync(1);

        await client.SendAsync(new ReqCompletedOrders(true));
        await client.UntilAsync<CompletedOrdersEnd>();

        Assert.Equal("BUY", Assert.Single(client.Seen().OfType<CompletedOrder>()).Order.Action);
    }

    [Fact]
    public async Task The_master_is_told_of_every_fill_as_it_happens()
    {
        await using var master = await gateway.ConnectAsync(9);

        await TradeAsync();

        Assert.Equal(1, (await master.UntilAsync<ExecDetails>()).Execution.ClientId);
        Assert.Equal(0, (await master.UntilAsync<ExecDetails>()).Execution.ClientId);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private async Task TradeAsync()
    {
        await using var buyer = await gateway.ConnectAsync(1);
        await buyer.PlaceAsync(GatewayClient.Market("BUY", 100));
        await buyer.UntilAsync<CommissionReport>();
        await using var waiting = await gateway.ConnectAsync(2);
        await waiting.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));
        await waiting.UntilAsync<OrderStatus>(s => s.Status == "Submitted");
        await gateway.Gateway.Control.FillElsewhereAsync("DU123456", "AAPL", -30, 275m, CancellationToken.None);
    }
}
