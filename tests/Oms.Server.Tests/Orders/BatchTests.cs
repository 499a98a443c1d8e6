using System.Net;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Orders;

[Collection(SharedAppCollection.Name)]
public sealed class BatchTests(SharedApp shared)
{
    private readonly OmsApp _app = shared.App;

    [Fact]
    public async Task Each_order_of_a_batch_has_its_own_answer_and_again_gets_the_same_order()
    {
        await _app.UntilPricedAsync("PFE");
        var orders = new[] { Answers.Market("batch-1", "PFE", "Buy", 10), Answers.Market("batch-2", "PFE", "Buy", 500_000), Answers.Market("batch-3", "PFE", "Buy", 10) };

        using var first = await _app.Http.PostAsJsonAsync(new Uri("orders/batch", UriKind.Relative), new { orders });
        using var second = await _app.Http.PostAsJsonAsync(new Uri("orders/batch", UriKind.Relative), new { orders });

        var results = (await first.JsonAsync()).GetProperty("results").EnumerateArray().ToArray();
        var again = (await second.JsonAsync()).GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal([201, 422, 201], results.Select(result => result.GetProperty("status").GetInt32()));
        Assert.Equal([200, 422, 200], again.Select(result => result.GetProperty("status").GetInt32()));
        Assert.Equal("ORDER_QTY_ABOVE_LIMIT", results[1].GetProperty("problem").Text("code"));
        Assert.Equal(results[0].GetProperty("order").Text("id"), again[0].GetProperty("order").Text("id"));
    }

    [Fact]
    public async Task A_batch_without_client_ids_is_refused_since_it_could_not_be_repeated()
    {
        var orders = new[] { new { account = OmsApp.Account, symbol = "PFE", side = "Buy", orderQty = 1, ordType = "Market" } };

        using var response = await _app.Http.PostAsJsonAsync(new Uri("orders/batch", UriKind.Relative), new { orders });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("orders[0].clOrdId", (await response.JsonAsync()).Text("field"));
    }

    [Fact]
    public async Task Profit_is_the_sum_of_its_parts_and_the_account_can_trade()
    {
        await _app.UntilPricedAsync("PFE");
        using var placed = await _app.PlaceAsync(Answers.Market("pnl-1", "PFE", "Buy", 10));
        await _app.UntilAsync("orders/clOrdId:pnl-1?account=DU123456", order => order.Text("ordStatus") == "Filled");

        var pnl = await _app.UntilAsync("accounts/DU123456/pnl", answer => answer.GetProperty("unrealizedPnl").ValueKind is System.Text.Json.JsonValueKind.String);
        var status = (await _app.GetAsync("risk/status")).Items().Single();

        Assert.Equal(pnl.Number("realizedPnl") + pnl.Number("unrealizedPnl"), pnl.Number("totalPnl"));
        Assert.Contains(pnl.Items(), line => line.Text("symbol") == "PFE");
        Assert.True(status.GetProperty("canTrade").GetBoolean(), status.ToString());
    }

    [Fact]
    public async Task A_sign_in_is_in_the_audit_trail()
    {
        var acts = await _app.UntilAsync("audit?action=SignedIn", page => page.Items().Any());

        Assert.Contains(acts.Items(), act => act.Text("by") == OmsApp.Email);
    }
}
