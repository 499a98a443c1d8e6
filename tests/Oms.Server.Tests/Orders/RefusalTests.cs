using System.Net;
using System.Text;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Orders;

[Collection(SharedAppCollection.Name)]
public sealed class RefusalTests(SharedApp shared)
{
    private readonly OmsApp _app = shared.App;

    [Theory]
    [InlineData("NOPE", "Buy", "1", "Market", null, "UNKNOWN_SYMBOL", "symbol")]
    [InlineData("AAPL", "Buy", "0", "Market", null, "ORDER_QTY_INVALID", "orderQty")]
    [InlineData("AAPL", "Buy", "-5", "Market", null, "ORDER_QTY_INVALID", "orderQty")]
    [InlineData("AAPL", "Buy", "99999999999999999999", "Market", null, "ORDER_QTY_INVALID", "orderQty")]
    [InlineData("AAPL", "Buy", "1.5", "Market", null, "ORDER_QTY_OFF_LOT", "orderQty")]
    [InlineData("AAPL", "Buy", "1", "Limit", null, "PRICE_REQUIRED", "price")]
    [InlineData("AAPL", "Buy", "1", "Limit", "100.005", "PRICE_OFF_TICK", "price")]
    [InlineData("AAPL", "Buy", "1", "Limit", "-1", "PRICE_INVALID", "price")]
    [InlineData("AAPL", "Buy", "1", "Market", "100", "PRICE_NOT_ALLOWED", "price")]
    public async Task Terms_that_make_no_sense_are_denied_with_the_field(
        string symbol, string side, string orderQty, string ordType, string? price, string code, string field)
    {
        using var response = await _app.PlaceAsync(new { account = OmsApp.Account, symbol, side, orderQty, ordType, price });

        var problem = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((code, field), (problem.Text("code"), problem.Text("field")));
        Assert.NotEqual("", problem.Text("traceId"));
    }

    [Theory]
    [InlineData("{", "MALFORMED_JSON", null)]
    [InlineData("""{"account":"DU123456","symbol":"AAPL","side":"Sideways","orderQty":1,"ordType":"Market"}""", "FIELD_INVALID", "side")]
    [InlineData("""{"account":"DU123456","symbol":"AAPL","side":"Buy","orderQty":"1e400","ordType":"Market"}""", "FIELD_INVALID", "orderQty")]
    [InlineData("""{"account":"DU123456","symbol":"AAPL","side":"Buy","orderQty":1e400,"ordType":"Market"}""", "FIELD_INVALID", "orderQty")]
    [InlineData("""{"account":"DU123456","symbol":"AAPL","side":"Buy","orderQty":1,"ordType":"Market","timeInForce":"Soon"}""", "FIELD_INVALID", "timeInForce")]
    public async Task A_body_that_cannot_be_read_is_a_bad_request(string body, string code, string? field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _app.Http.PostAsync(new Uri("orders", UriKind.Relative), content);

        var problem = await response.JsonAsync();
        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, problem.Text("code")));
        if (field is not null) Assert.Equal(field, problem.Text("field"));
    }

    [Fact]
    public async Task A_missing_field_is_named()
    {
        using var response = await _app.PlaceAsync(new { account = OmsApp.Account, symbol = "AAPL", side = "Buy", ordType = "Market" });

        var problem = await response.JsonAsync();
        Assert.Equal(("FIELD_REQUIRED", "orderQty"), (problem.Text("code"), problem.Text("field")));
    }

    [Fact]
    public async Task An_unknown_account_is_denied_and_nothing_is_placed()
    {
        using var response = await _app.PlaceAsync(Answers.Market("refused-account", "AAPL", "Buy", 1, account: "DU999999"));

        var problem = await response.JsonAsync();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "UNKNOWN_ACCOUNT"), (response.StatusCode, problem.Text("code")));
    }

    [Fact]
    public async Task A_passed_limit_is_told_with_what_was_left()
    {
        await _app.UntilPricedAsync("AAPL");
        using var response = await _app.PlaceAsync(Answers.Market("refused-limit", "AAPL", "Buy", 200_000));

        var problem = await response.JsonAsync();
        Assert.Equal("ORDER_QTY_ABOVE_LIMIT", problem.Text("code"));
        var breaches = problem.GetProperty("breaches").EnumerateArray().ToArray();
        Assert.Equal(["ORDER_QTY_ABOVE_LIMIT", "NOTIONAL_ABOVE_LIMIT"], breaches.Select(breach => breach.Text("code")));
        Assert.Equal(("DU123456/maxOrderQty", 100_000m, 200_000m, -100_000m),
            (breaches[0].Text("limitId"), breaches[0].Number("limit"), breaches[0].Number("value"), breaches[0].Number("headroom")));
    }

    [Fact]
    public async Task A_retry_gets_the_same_order_and_other_terms_a_conflict()
    {
        var quote = await _app.UntilPricedAsync("KO");
        var price = Math.Round(quote.Number("bid") * 0.9m, 0);
        using var first = await _app.PlaceAsync(Answers.Limit("same-1", "KO", "Buy", 10, price));
        using var again = await _app.PlaceAsync(Answers.Limit("same-1", "KO", "Buy", 10, price));
        using var other = await _app.PlaceAsync(Answers.Limit("same-1", "KO", "Buy", 11, price));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal((await first.JsonAsync()).Text("id"), (await again.JsonAsync()).Text("id"));
        Assert.Equal((HttpStatusCode.Conflict, "CLORDID_REUSED"), (other.StatusCode, (await other.JsonAsync()).Text("code")));
    }

    [Fact]
    public async Task The_idempotency_key_header_serves_where_the_body_has_no_id()
    {
        var quote = await _app.UntilPricedAsync("PFE");
        using var content = JsonContent.Create(new
        {
            account = OmsApp.Account,
            symbol = "PFE",
            side = "Buy",
            orderQty = "5",
            ordType = "Limit",
            price = Math.Round(quote.Number("bid") * 0.9m, 0),
        });
        content.Headers.Add("Idempotency-Key", "header-1");

        using var response = await _app.Http.PostAsync(new Uri("orders", UriKind.Relative), content);

        Assert.Equal("header-1", (await response.JsonAsync()).Text("clOrdId"));
        var found = await _app.GetAsync("orders/clOrdId:header-1?account=DU123456");
        Assert.Equal("PFE", found.Text("symbol"));
    }

    [Theory]
    [InlineData("orders/no-such-order", "UNKNOWN_ORDER")]
    [InlineData("accounts/DU999999", "UNKNOWN_ACCOUNT")]
    [InlineData("no/such/path", "UNKNOWN_PATH")]
    public async Task What_is_not_there_is_a_problem_document(string path, string code)
    {
        using var response = await _app.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, code), (response.StatusCode, (await response.JsonAsync()).Text("code")));
    }

    [Fact]
    public async Task A_preview_tells_every_check_and_sends_nothing()
    {
        await _app.UntilPricedAsync("IBM");
        using var response = await _app.Http.PostAsJsonAsync(new Uri("orders/preview", UriKind.Relative), Answers.Market("preview-1", "IBM", "Buy", 10));

        var preview = await response.JsonAsync();
        Assert.True(preview.GetProperty("accepted").GetBoolean());
        Assert.Contains("NOTIONAL_ABOVE_LIMIT", preview.GetProperty("checks").EnumerateArray().Select(check => check.Text("code")));
        Assert.True(preview.Number("notional") > 0);
        using var found = await _app.Http.GetAsync(new Uri("orders/clOrdId:preview-1?account=DU123456", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }
}
