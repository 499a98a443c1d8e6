using System.Net;
using Oms.Server.Tests.Fixtures;
using Oms.Testing;

namespace Oms.Server.Tests.Orders;

/// <summary>One order's life from HTTP over a TCP socket to the market and back, on each store.</summary>
public sealed class OrderLifeTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_market_order_fills_and_moves_the_position(bool onPostgres)
    {
        await using var app = await OmsApp.StartAsync(await DatabaseAsync(onPostgres));
        await app.UntilPricedAsync("AAPL");

        using var placed = await app.PlaceAsync(Answers.Market("life-1", "AAPL", "Buy", 100));
        var order = await placed.JsonAsync();
        var filled = await app.UntilAsync($"orders/{order.Text("id")}", now => now.Text("ordStatus") == "Filled");
        var costed = await app.UntilAsync($"orders/{order.Text("id")}", now => now.Text("commission").Length > 0);
        var positions = await app.GetAsync("positions?account=DU123456");
        var executions = await app.GetAsync($"executions?orderId={order.Text("id")}");

        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        Assert.Equal("PendingNew", order.Text("ordStatus"));
        Assert.Equal((100m, 0m), (filled.Number("cumQty"), filled.Number("leavesQty")));
        Assert.Equal(100m, executions.Items().Sum(execution => execution.Number("lastQty")));
        Assert.Equal(costed.Number("commission"), executions.Items().Sum(execution => execution.Number("commission")));
        var position = Assert.Single(positions.Items());
        Assert.Equal(("AAPL", 100m, filled.Number("avgPx")), (position.Text("symbol"), position.Number("quantity"), position.Number("avgCost")));
        Assert.NotEqual("", position.Text("marketPrice"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resting_order_is_replaced_and_canceled(bool onPostgres)
    {
        await using var app = await OmsApp.StartAsync(await DatabaseAsync(onPostgres));
        var quote = await app.UntilPricedAsync("MSFT");
        var far = Math.Round(quote.Number("bid") * 0.9m, 0);

        using var placed = await app.PlaceAsync(Answers.Limit("life-2", "MSFT", "Buy", 10, far));
        var id = (await placed.JsonAsync()).Text("id");
        var working = await app.UntilAsync($"orders/{id}", now => now.Text("ordStatus") == "New");
        using var replaced = await app.ReplaceAsync(id, working.GetProperty("version").GetInt32(), new { price = far - 1, orderQty = 20 });
        var changed = await app.UntilAsync($"orders/{id}", now => now.Number("price") == far - 1 && now.Text("ordStatus") == "New");
        using var canceled = await app.Http.DeleteAsync(new Uri($"orders/{id}", UriKind.Relative));
        var closed = await app.UntilAsync($"orders/{id}", now => now.Text("ordStatus") == "Canceled");
        var story = await app.GetAsync($"orders/{id}/events");

        Assert.Equal(HttpStatusCode.Accepted, replaced.StatusCode);
        Assert.Equal(20m, changed.Number("orderQty"));
        Assert.Equal(HttpStatusCode.Accepted, canceled.StatusCode);
        Assert.Equal("PendingCancel", (await canceled.JsonAsync()).Text("ordStatus"));
        Assert.Equal(0m, closed.Number("leavesQty"));
        Assert.Equal(
            ["OrderPlaced", "OrderAcknowledged", "OrderReplaceRequested", "OrderReplaced", "OrderCancelRequested", "OrderCanceled"],
            story.Items().Select(entry => entry.Text("kind")));
    }

    private async Task<string?> DatabaseAsync(bool onPostgres) => onPostgres ? await postgres.CreateDatabaseUrlAsync() : null;
}
