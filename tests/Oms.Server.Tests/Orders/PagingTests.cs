using System.Net;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Orders;

[Collection(SharedAppCollection.Name)]
public sealed class PagingTests(SharedApp shared)
{
    private readonly OmsApp _app = shared.App;

    [Fact]
    public async Task Page_by_page_each_order_and_execution_is_met_once()
    {
        await _app.UntilPricedAsync("PFE");
        for (var number = 0; number < 3; number++)
        {
            using var placed = await _app.PlaceAsync(Answers.Market($"paging-{number}", "PFE", "Buy", 1));
            await _app.UntilAsync($"orders/clOrdId:paging-{number}?account=DU123456", order => order.Text("ordStatus") == "Filled");
        }

        foreach (var (list, key) in new[] { ("orders", "id"), ("executions", "execId") })
        {
            var whole = (await _app.GetAsync($"{list}?limit=500")).Items().Select(item => item.Text(key)).ToArray();
            var paged = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await _app.GetAsync($"{list}?limit=2&cursor={cursor}");
                paged.AddRange(page.Items().Select(item => item.Text(key)));
                cursor = page.GetProperty("nextCursor").GetString();
            }

            Assert.True(whole.Length >= 3, list);
            Assert.Equal(whole, paged);
        }
    }

    [Theory]
    [InlineData("orders?cursor=abc")]
    [InlineData("orders?cursor=-1")]
    [InlineData("executions?cursor=99999999999999999999")]
    public async Task A_cursor_of_no_earlier_page_is_refused_with_the_field(string path)
    {
        using var response = await _app.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("cursor", (await response.JsonAsync()).Text("field"));
    }
}
