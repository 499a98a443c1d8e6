using System.Net;
using System.Text.Json;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Orders;

/// <summary>Order lists and the many order types, from HTTP over a TCP socket to the market and back.</summary>
[Collection(SharedAppCollection.Name)]
public sealed class OrderListTests(SharedApp shared)
{
    private OmsApp App => shared.App;

    [Fact]
    public async Task A_bracket_protects_what_its_entry_opens_and_ends_with_its_target()
    {
        var quote = await App.UntilPricedAsync("AMZN");
        var (bid, ask) = (quote.Number("bid"), quote.Number("ask"));
        var legs = new object[]
        {
            new { clOrdId = "br-1", symbol = "AMZN", side = "Buy", orderQty = 10, ordType = "Market" },
            new { clOrdId = "br-2", symbol = "AMZN", side = "Sell", orderQty = 10, ordType = "Limit", price = decimal.Round(ask * 1.2m, 0), timeInForce = "GTC" },
            new { clOrdId = "br-3", symbol = "AMZN", side = "Sell", orderQty = 10, ordType = "Stop", stopPx = decimal.Round(bid * 0.8m, 0), timeInForce = "GTC" },
        };

        using var placed = await ListAsync("Bracket", legs);
        var list = await placed.JsonAsync();
        var id = list.Text("listId");
        await App.UntilAsync($"orders/lists/{id}", now => Status(now, 0) == "Filled" && Status(now, 1) == "New" && Status(now, 2) == "New");
        using var again = await ListAsync("Bracket", legs);
        var working = await App.GetAsync($"orders/lists/{id}");
        var target = working.GetProperty("orders")[1];
        using var replaced = await App.ReplaceAsync(target.Text("id"), target.GetProperty("version").GetInt32(),
            new { price = decimal.Round(bid * 0.97m, 0) }); // Now it meets the market.
        var done = await App.UntilAsync($"orders/lists/{id}", now => Status(now, 1) == "Filled" && Status(now, 2) == "Canceled");

        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        Assert.Equal(["Parent", "TakeProfit", "StopLoss"], list.GetProperty("orders").EnumerateArray().Select(order => order.Text("listLeg")));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(id, (await again.JsonAsync()).Text("listId"));
        Assert.Equal(HttpStatusCode.Accepted, replaced.StatusCode);
        Assert.All(done.GetProperty("orders").EnumerateArray(), order => Assert.Empty(order.GetProperty("anomalies").EnumerateArray()));
    }

    [Fact]
    public async Task Canceling_a_list_takes_all_of_it_off_the_market()
    {
        var quote = await App.UntilPricedAsync("GOOGL");
        var (bid, ask) = (quote.Number("bid"), quote.Number("ask"));

        using var placed = await ListAsync("OCO",
        [
            new { symbol = "GOOGL", side = "Sell", orderQty = 5, ordType = "Limit", price = decimal.Round(ask * 1.2m, 0) },
            new { symbol = "GOOGL", side = "Sell", orderQty = 5, ordType = "Stop", stopPx = decimal.Round(bid * 0.8m, 0) },
        ]);
        var id = (await placed.JsonAsync()).Text("listId");
        await App.UntilAsync($"orders/lists/{id}", now => Status(now, 0) == "New" && Status(now, 1) == "New");
        using var canceled = await App.Http.DeleteAsync(new Uri($"orders/lists/{id}", UriKind.Relative));
        var done = await App.UntilAsync($"orders/lists/{id}", now => Status(now, 0) == "Canceled" && Status(now, 1) == "Canceled");

        Assert.Equal(HttpStatusCode.Accepted, canceled.StatusCode);
        Assert.Equal(2, done.GetProperty("orders").GetArrayLength());
    }

    [Fact]
    public async Task A_list_with_one_bad_leg_places_nothing_and_says_which()
    {
        await App.UntilPricedAsync("AMZN");

        using var refused = await ListAsync("OTO",
        [
            new { symbol = "AMZN", side = "Buy", orderQty = 10, ordType = "Market" },
            new { symbol = "AMZN", side = "Sell", orderQty = 10, ordType = "Stop" },
        ]);
        using var unsaid = await ListAsync("OTO", [new { symbol = "AMZN", side = "Buy", ordType = "Market" }]);
        using var unknown = await App.Http.GetAsync(new Uri("orders/lists/nothing", UriKind.Relative));

        var problem = await refused.JsonAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(("STOP_PX_REQUIRED", 1), (problem.Text("code"), problem.GetProperty("leg").GetInt32()));
        Assert.Equal("orders[0].orderQty", (await unsaid.JsonAsync()).Text("field"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("StopLimit", """{"price":"250","stopPx":"249","side":"Sell"}""")]
    [InlineData("TrailingStop", """{"trailAmt":"20","side":"Sell","timeInForce":"GTC"}""")]
    [InlineData("TrailingStopLimit", """{"trailPercent":"20","limitOffset":"1","side":"Sell"}""")]
    [InlineData("LimitIfTouched", """{"price":"200","stopPx":"201","side":"Buy"}""")]
    [InlineData("MarketIfTouched", """{"stopPx":"201","side":"Buy"}""")]
    [InlineData("Limit", """{"price":"200","side":"Buy","timeInForce":"GTD","expireTime":"2099-01-01T00:00:00Z","outsideRth":true}""")]
    public async Task A_resting_order_of_each_type_works_at_the_broker_and_is_canceled(string type, string fields)
    {
        await App.UntilPricedAsync("AAPL");
        var body = JsonSerializer.Deserialize<Dictionary<string, object>>(fields) ?? [];
        (body["account"], body["symbol"], body["orderQty"], body["ordType"]) = (OmsApp.Account, "AAPL", "10", type);

        using var placed = await App.Http.PostAsJsonAsync("orders", body);
        var order = await placed.JsonAsync();
        var working = await App.UntilAsync($"orders/{order.Text("id")}", now => now.Text("ordStatus") == "New");
        using var canceled = await App.Http.DeleteAsync(new Uri($"orders/{order.Text("id")}", UriKind.Relative));
        await App.UntilAsync($"orders/{order.Text("id")}", now => now.Text("ordStatus") == "Canceled");

        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        Assert.Equal(type, working.Text("ordType"));
        foreach (var (name, value) in body.Where(field => field.Key is "stopPx" or "trailAmt" or "trailPercent" or "limitOffset"))
            Assert.Equal(decimal.Parse(value.ToString() ?? ""), working.Number(name));
    }

    private static string Status(JsonElement list, int leg) => list.GetProperty("orders")[leg].Text("ordStatus");

    private Task<HttpResponseMessage> ListAsync(string type, object[] orders) =>
        App.Http.PostAsJsonAsync("orders/lists", new { account = OmsApp.Account, contingencyType = type, orders });
}
