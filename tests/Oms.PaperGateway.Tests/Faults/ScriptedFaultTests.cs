using System.Net;
using System.Text.Json;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Tests.Sessions;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Faults;

/// <summary>Misbehaviour asked for in words: at the start, by time, and over HTTP.</summary>
public sealed class ScriptedFaultTests : IAsyncDisposable
{
    private GatewayFixture? gateway;

    [Fact]
    public async Task A_script_acts_when_its_time_comes_on_the_clock_of_the_gateway()
    {
        await StartAsync("+30s notice code=1100", "+40s notice code=1102", "roll-back-next-id by=3");
        await using var client = await gateway!.ConnectAsync();

        await gateway.AdvanceAsync(TimeSpan.FromSeconds(29));
        await client.SendAsync(new ReqCurrentTime());
        await client.UntilAsync<CurrentTime>();
        Assert.DoesNotContain(client.Seen(), r => r is ErrMsg { ErrorCode: 1100 });
        await gateway.AdvanceAsync(TimeSpan.FromSeconds(11));

        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 1100);
        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 1102);
    }

    [Fact]
    public async Task A_line_that_cannot_be_done_leaves_the_rest_of_the_script_standing()
    {
        await StartAsync("+1s correct price=1", "+1s notice code=2103");
        await using var client = await gateway!.ConnectAsync();

        await gateway.AdvanceAsync(TimeSpan.FromSeconds(1));

        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 2103);
    }

    [Fact]
    public async Task The_next_order_id_is_too_low_after_a_restart_that_asks_for_it()
    {
        var directory = Directory.CreateTempSubdirectory("oms-rollback-").FullName;
        try
        {
            await StartAsync(directory);
            await using (var client = await gateway!.ConnectAsync())
            {
                await client.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));
                await client.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));
                await client.UntilAsync<OrderStatus>(s => s is { OrderId: 2, Status: "Submitted" });
            }
            await gateway.DisposeAsync();

            await StartAsync(directory, "roll-back-next-id by=2");
            await using var again = await gateway!.ConnectAsync();

            Assert.Equal(1, again.NextOrderId);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_fill_is_told_again_as_its_second_revision_when_a_correction_is_planned()
    {
        await StartAsync("correct-execution price=270");
        await using var client = await gateway!.ConnectAsync();

        await client.PlaceAsync(GatewayClient.Market("BUY", 100));

        var first = (await client.UntilAsync<ExecDetails>()).Execution;
        var second = (await client.UntilAsync<ExecDetails>()).Execution;
        Assert.Equal(
            (first.ExecId[..^2] + "02", 100m, 270m, 270m),
            (second.ExecId, second.Shares, second.Price, second.AvgPrice));
        var books = await gateway.Gateway.Control.ReadBooksAsync(CancellationToken.None);
        Assert.Equal(270m, Assert.Single(books.Orders).AvgPx);
        Assert.Equal(270m, Assert.Single(books.Executions).LastPx);
    }

    [Fact]
    public async Task A_refused_cancel_and_a_refused_modification_leave_the_order_as_it_was()
    {
        await StartAsync("reject-cancel", "reject-modify");
        await using var client = await gateway!.ConnectAsync();
        var id = await client.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));

        await client.SendAsync(new CancelOrder(id));
        await client.UntilAsync<ErrMsg>(m => m.Id == id && m.ErrorCode == 161);
        await client.SendAsync(new PlaceOrder(id, GatewayClient.Apple, GatewayClient.Limit("BUY", 20, 200m)));
        await client.UntilAsync<ErrMsg>(m => m.Id == id && m.ErrorCode == 2102);

        var order = Assert.Single((await gateway.Gateway.Control.ReadBooksAsync(CancellationToken.None)).Orders);
        Assert.Equal((10m, "Submitted"), (order.OrderQty, order.Status));
    }

    [Fact]
    public async Task After_data_was_lost_quotes_come_again_only_when_they_are_asked_for_again()
    {
        await StartAsync("+1s notice code=1101");
        await using var client = await gateway!.ConnectAsync();
        await client.SendAsync(new ReqMktData(1, GatewayClient.Apple));
        await client.UntilAsync<TickPrice>();
        await gateway.AdvanceAsync(TimeSpan.FromSeconds(1));
        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 1101);
        client.Seen();

        await gateway.AdvanceAsync(TimeSpan.FromSeconds(5));
        await client.SendAsync(new ReqMktData(1, GatewayClient.Apple));
        await client.UntilAsync<MarketDataType>();

        Assert.DoesNotContain(client.Seen(), r => r is TickPrice or TickSize);
        await client.UntilAsync<TickPrice>();
    }

    [Fact]
    public async Task A_script_can_be_posted_and_the_health_be_asked_over_HTTP()
    {
        await StartAsync();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{gateway!.Gateway.StatusPort}") };
        await using var client = await gateway.ConnectAsync();

        var taken = await http.PostAsync("/script", new StringContent("reject-order count=2\nnotice code=2110"));
        var wrong = await http.PostAsync("/script", new StringContent("nonsense"));

        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.UnprocessableEntity), (taken.StatusCode, wrong.StatusCode));
        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 2110);
        var planned = Assert.Single((await http.GetFromJsonAsync<JsonElement>("/faults")).EnumerateArray());
        Assert.Equal(("RejectOrder", 2), (planned.GetProperty("kind").GetString(), planned.GetProperty("count").GetInt32()));
        (await http.GetAsync("/health/")).EnsureSuccessStatusCode();
        var ready = await http.GetFromJsonAsync<JsonElement>("/health/ready");
        Assert.Equal(("ready", 1), (ready.GetProperty("status").GetString(), ready.GetProperty("clients").GetInt32()));
        Assert.Contains("oms_paper_clients 1\n", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null) await gateway.DisposeAsync();
    }

    private Task StartAsync(params string[] script)
    {
        var directory = script is [var first, ..] && Directory.Exists(first) ? first : null;
        gateway = new GatewayFixture(new PaperGatewayOptions
        {
            StatusPort = 0,
            DataDirectory = directory,
            Script = FaultScript.Parse(directory is null ? script : script[1..]),
        });
        return gateway.InitializeAsync().AsTask();
    }
}
