using System.Net;
using System.Text.Json;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Health;

[Collection(SharedAppCollection.Name)]
public sealed class HealthTests(SharedApp shared)
{
    private readonly OmsApp _app = shared.App;

    [Theory]
    [InlineData("/health/")]
    [InlineData("/health/ready")]
    [InlineData("/api/v1/health/")]
    [InlineData("/api/v1/health/ready")]
    public async Task A_ready_product_says_so_without_a_sign_in(string path)
    {
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(_app.Address, path));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty((await response.JsonAsync()).GetProperty("reasons").EnumerateArray());
    }

    [Fact]
    public async Task The_api_describes_itself_with_decimals_as_text()
    {
        using var http = new HttpClient();

        var document = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(new Uri(_app.Address, "/api/openapi/v1.json")));

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Contains("/api/v1/orders", paths);
        Assert.Contains("/api/v1/positions", paths);
        var order = document.GetProperty("components").GetProperty("schemas").GetProperty("OrderResource").GetProperty("properties");
        Assert.Contains("string", order.GetProperty("orderQty").GetProperty("type").ToString(), StringComparison.Ordinal);
    }
}
