using System.Net;
using System.Text.Json;
using Oms.PaperGateway.Tests.Sessions;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Faults;

public sealed class ControlTests : IAsyncLifetime
{
    private readonly GatewayFixture gateway = new(new PaperGatewayOptions { StatusPort = 0 });

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Fact]
    public async Task A_corrected_execution_comes_under_the_next_revision_and_moves_the_position()
    {
        await using var client = await gateway.ConnectAsync();
        await client.PlaceAsync(GatewayClient.Market("BUY", 100));
        var fill = await client.UntilAsync<ExecDetails>();
        await client.UntilAsync<CommissionReport>();

        await gateway.Gateway.Control.CorrectExecutionAsync(
            fill.Execution.ExecId, 60, fill.Execution.Price, CancellationToken.None);

        var corrected = await client.UntilAsync<ExecDetails>();
        Assert.Equal(fill.Execution.ExecId[..^2] + "02", corrected.Execution.ExecId);
        Assert.Equal(60m, corrected.Execution.Shares);
        var books = await gateway.Gateway.Control.ReadBooksAsync(CancellationToken.None);
        Assert.Equal(60m, Assert.Single(books.Positions).Quantity);
    }

    [Fact]
    public async Task A_fill_from_elsewhere_reaches_client_zero_and_the_positions_of_all()
    {
        await using var manual = await gateway.ConnectAsync(0);
        await using var client = await gateway.ConnectAsync(1);
        await client.SendAsync(new ReqPositions());
        await client.UntilAsync<PositionEnd>();

        await gateway.Gateway.Control.FillElsewhereAsync("DU123456", "AAPL", -10, 275m, CancellationToken.None);

        Assert.Equal(-10m, (await client.UntilAsync<Position>()).Pos);
        var fill = await manual.UntilAsync<ExecDetails>();
        Assert.Equal((0, "SLD", 10m), (fill.OrderId, fill.Execution.Side, fill.Execution.Shares));
    }

    [Fact]
    public async Task Clients_hear_of_lost_connectivity_and_can_be_cut_off()
    {
        await using var client = await gateway.ConnectAsync();

        await gateway.Gateway.Control.NotifyAsync(
            1100, "Connectivity between IB and Trader Workstation has been lost.", CancellationToken.None);
        await client.UntilAsync<ErrMsg>(m => m is { Id: -1, ErrorCode: 1100 });
        await gateway.Gateway.Control.DisconnectAsync(1, CancellationToken.None);

        await client.Client.Closed;
    }

    [Fact]
    public async Task The_books_can_be_read_and_faults_planned_over_HTTP()
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{gateway.Gateway.StatusPort}") };
        await using var client = await gateway.ConnectAsync();
        (await http.PostAsJsonAsync("/faults", new { kind = "RejectOrder", reason = "no" })).EnsureSuccessStatusCode();
        await client.PlaceAsync(GatewayClient.Market("BUY", 10));
        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 201);
        await client.PlaceAsync(GatewayClient.Market("BUY", 10));
        await client.UntilAsync<CommissionReport>();

        var books = await http.GetFromJsonAsync<JsonElement>("/books");

        Assert.Equal(["Inactive", "Filled"], books.GetProperty("orders").EnumerateArray().Select(
            o => o.GetProperty("status").GetString()));
        Assert.Equal(10m, books.GetProperty("positions")[0].GetProperty("quantity").GetDecimal());
        Assert.Single(books.GetProperty("executions").EnumerateArray());
        (await http.PostAsJsonAsync("/clock", new { advance = "00:00:10" })).EnsureSuccessStatusCode();
        var wrong = await http.PostAsJsonAsync(
            "/faults/correction", new { execId = "nothing.01", quantity = 1, price = 1 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();
}
