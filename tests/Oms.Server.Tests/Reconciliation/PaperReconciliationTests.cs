using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.PaperGateway.Faults;
using Oms.Server.Tests.Fixtures;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.Server.Tests.Reconciliation;

/// <summary>The product over TCP against a gateway in whose books others trade.</summary>
public sealed class PaperReconciliationTests
{
    private const int OtherClient = 9;

    [Fact]
    public async Task A_fill_made_elsewhere_is_seen_as_a_break_and_taken_over_with_a_reason()
    {
        await using var app = await OmsApp.StartAsync();
        var gateway = GatewayOf(app);
        await gateway.FillElsewhereAsync(OmsApp.Account, "AAPL", 10, 150m, CancellationToken.None);

        using var asked = await PostAsync(app, "reconciliation/runs");
        var open = await app.UntilAsync("reconciliation/breaks", page => page.Items().Any());
        var found = Assert.Single(open.Items(), item => item.Text("class") == "PositionDiffers");
        var cash = Assert.Single(open.Items(), item => item.Text("class") == "CashDiffers");
        using var refused = await PostAsync(app, $"reconciliation/breaks/{found.Text("id")}/resolve", new { action = "AcceptBroker" });
        using var resolved = await PostAsync(app, $"reconciliation/breaks/{found.Text("id")}/resolve",
            new { action = "AcceptBroker", reason = "a trade by telephone" });
        var ended = await app.UntilAsync("reconciliation/breaks?status=ended", page => page.Items().Any());
        var left = await app.GetAsync("reconciliation/breaks");
        var positions = await app.GetAsync("positions");

        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal(("PositionDiffers", "AAPL", 0m, 10m), (found.Text("class"), found.Text("symbol"), found.Number("ours"), found.Number("theirs")));
        Assert.InRange(cash.Number("theirs") - cash.Number("ours"), -1510m, -1500m);
        Assert.Equal("REASON_REQUIRED", (await refused.JsonAsync()).Text("code"));
        Assert.Equal(HttpStatusCode.Accepted, resolved.StatusCode);
        Assert.Equal(("Resolved", "a trade by telephone"), (Assert.Single(ended.Items()).Text("state"), ended.Items().First().Text("reason")));
        Assert.Equal(cash.Text("id"), Assert.Single(left.Items()).Text("id"));
        Assert.Equal(10m, Assert.Single(positions.Items()).Number("quantity"));
    }

    [Fact]
    public async Task An_order_of_another_program_is_shown_claimed_and_out_of_reach_until_its_maker_ends_it()
    {
        await using var app = await OmsApp.StartAsync();
        var quote = await app.UntilPricedAsync("AAPL");
        await using var other = await ConnectAsync(app);
        await other.SendAsync(new PlaceOrder(1, new() { Symbol = "AAPL", SecType = "STK", Exchange = "SMART", Currency = "USD" }, new()
        {
            Action = "BUY",
            TotalQuantity = 7,
            OrderType = "LMT",
            LmtPrice = Math.Round(quote.Number("bid") * 0.9m, 0),
            Tif = "GTC",
            Account = OmsApp.Account,
        }), CancellationToken.None);
        while (await other.Replies.ReadAsync() is not OpenOrder) { }

        using var asked = await PostAsync(app, "reconciliation/runs");
        var orders = await app.UntilAsync("orders?status=open", page => page.Items().Any());
        var order = Assert.Single(orders.Items());
        using var unclaimed = await app.Http.DeleteAsync(new Uri($"orders/{order.Text("id")}", UriKind.Relative));
        using var claimed = await PostAsync(app, $"orders/{order.Text("id")}/claim");
        using var tooFar = await app.Http.DeleteAsync(new Uri($"orders/{order.Text("id")}", UriKind.Relative));
        await other.SendAsync(new CancelOrder(1), CancellationToken.None);
        while (await other.Replies.ReadAsync() is not OrderStatus { Status: "Cancelled" }) { }
        using var again = await PostAsync(app, "reconciliation/runs");
        var ended = await app.UntilAsync($"orders/{order.Text("id")}", now => now.Text("ordStatus") == "Canceled");

        Assert.Equal(("External", OtherClient, 7m), (order.Text("origin"), order.GetProperty("ownerClientId").GetInt32(), order.Number("leavesQty")));
        Assert.Equal("ORDER_NOT_CLAIMED", (await unclaimed.JsonAsync()).Text("code"));
        Assert.Equal(OmsApp.Email, (await claimed.JsonAsync()).Text("claimedBy"));
        Assert.Equal((HttpStatusCode.Conflict, "ORDER_OF_OTHER_CLIENT"), (tooFar.StatusCode, (await tooFar.JsonAsync()).Text("code")));
        Assert.Equal(0m, ended.Number("leavesQty"));
    }

    // field.md §4 row 3 over the wire: the gateway says a next id that it has seen already.
    [Fact]
    public async Task A_gateway_whose_next_id_rolled_back_does_no_harm()
    {
        await using var app = await OmsApp.StartAsync();
        var quote = await app.UntilPricedAsync("AAPL");
        var far = Math.Round(quote.Number("bid") * 0.9m, 0);
        var first = await WorkingAsync(app, "roll-1", far);
        await GatewayOf(app).PlanAsync(new Fault(FaultKind.RollBackNextId) { ClientId = 1, RollBackBy = 1 }, CancellationToken.None);

        await GatewayOf(app).DisconnectAsync(1, CancellationToken.None);
        await app.UntilAsync($"orders/{first.Text("id")}", now => now.GetProperty("inDoubt").GetBoolean() is false && now.GetProperty("version").GetInt32() > 2);
        await app.UntilReadyAsync();
        await app.UntilPricedAsync("AAPL");
        var second = await WorkingAsync(app, "roll-2", far);

        Assert.NotEqual(first.GetProperty("brokerOrderId").GetInt32(), second.GetProperty("brokerOrderId").GetInt32());
        var books = await GatewayOf(app).ReadBooksAsync(CancellationToken.None);
        Assert.Equal(2, books.Orders.Count(order => order.ClientId == 1));
    }

    private static async Task<System.Text.Json.JsonElement> WorkingAsync(OmsApp app, string clOrdId, decimal price)
    {
        using var placed = await app.PlaceAsync(Answers.Limit(clOrdId, "AAPL", "Buy", 1, price));
        var id = (await placed.JsonAsync()).Text("id");
        return await app.UntilAsync($"orders/{id}", now => now.Text("ordStatus") == "New");
    }

    private static async Task<TwsClient> ConnectAsync(OmsApp app)
    {
        var port = app.Paper?.Port ?? throw new InvalidOperationException("no gateway");
        var client = await TwsClient.ConnectAsync(new() { Host = "127.0.0.1", Port = port, ClientId = OtherClient }, TimeProvider.System,
            NullLogger.Instance, CancellationToken.None);
        while (await client.Replies.ReadAsync() is not NextValidId) { }
        return client;
    }

    private static GatewayControl GatewayOf(OmsApp app) => app.Paper?.Control ?? throw new InvalidOperationException("no gateway");

    private static Task<HttpResponseMessage> PostAsync(OmsApp app, string path, object? body = null) =>
        app.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body ?? new { });
}
