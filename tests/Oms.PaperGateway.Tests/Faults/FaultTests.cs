using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Tests.Sessions;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Faults;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly GatewayFixture gateway = new();

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Theory]
    [InlineData(FaultKind.DropBeforeOrder, 0)]
    [InlineData(FaultKind.DropAfterOrder, 1)]
    public async Task A_connection_that_is_cut_around_an_order_leaves_the_client_in_doubt(
        FaultKind kind, int executions)
    {
        await PlanAsync(new Fault(kind));
        await using var client = await gateway.ConnectAsync();
        await client.PlaceAsync(GatewayClient.Market("BUY", 10));
        await client.Client.Closed;

        await using var again = await gateway.ConnectAsync();
        await again.SendAsync(new ReqExecutions(1, new()));
        await again.UntilAsync<ExecDetailsEnd>();

        var seen = again.Seen();
        Assert.Equal(executions, seen.OfType<ExecDetails>().Count());
        Assert.Equal(executions, seen.OfType<CommissionReport>().Count());
        Assert.Equal(1 + executions, again.NextOrderId);
    }

    [Fact]
    public async Task A_frame_that_is_cut_ends_the_connection()
    {
        await PlanAsync(new Fault(FaultKind.CutFrame) { Message = "ExecDetails" });
        await using var client = await gateway.ConnectAsync();

        await client.PlaceAsync(GatewayClient.Market("BUY", 10));

        Assert.Contains("inside a frame", await client.Client.Closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_repeated_or_changes_places_as_planned()
    {
        await PlanAsync(new Fault(FaultKind.Repeat) { Message = "ExecDetails" });
        await PlanAsync(new Fault(FaultKind.Reorder) { Message = "OpenOrder" });
        await using var client = await gateway.ConnectAsync();

        await client.PlaceAsync(GatewayClient.Market("BUY", 10));
        await client.UntilAsync<CommissionReport>();

        var seen = client.Seen().Where(r => r is OpenOrder or OrderStatus or ExecDetails).Select(r => r.GetType().Name);
        Assert.Equal(["OrderStatus", "OpenOrder", "ExecDetails", "ExecDetails"], seen.Take(4));
    }

    [Fact]
    public async Task An_order_is_rejected_with_the_reason_given()
    {
        await PlanAsync(new Fault(FaultKind.RejectOrder) { Reason = "no" });
        await using var client = await gateway.ConnectAsync();

        var id = await client.PlaceAsync(GatewayClient.Market("BUY", 10));

        await client.UntilAsync<OrderStatus>(s => s.Status == "Inactive");
        var error = await client.UntilAsync<ErrMsg>(m => m.Id == id);
        Assert.Equal((201, "Order rejected - reason:no"), (error.ErrorCode, error.ErrorMsg));
    }

    [Fact]
    public async Task The_next_order_id_rolls_back_and_the_old_id_is_then_a_duplicate()
    {
        await using var client = await gateway.ConnectAsync();
        var id = await client.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));
        await client.SendAsync(new CancelOrder(id));
        await client.UntilAsync<OrderStatus>(s => s.Status == "Cancelled");
        await PlanAsync(new Fault(FaultKind.RollBackNextId));

        await client.SendAsync(new ReqIds());
        Assert.Equal(id, (await client.UntilAsync<NextValidId>()).OrderId);
        await client.SendAsync(new PlaceOrder(id, GatewayClient.Apple, GatewayClient.Market("BUY", 1)));

        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 103);
    }

    [Fact]
    public async Task A_fill_can_come_after_the_cancel_was_confirmed()
    {
        await PlanAsync(new Fault(FaultKind.FillAfterCancel));
        await using var client = await gateway.ConnectAsync();
        var id = await client.PlaceAsync(GatewayClient.Limit("BUY", 10, 200m));

        await client.SendAsync(new CancelOrder(id));

        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 202);
        Assert.Equal(10m, (await client.UntilAsync<ExecDetails>()).Execution.Shares);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private Task PlanAsync(Fault fault) => gateway.Gateway.Control.PlanAsync(fault, CancellationToken.None);
}
