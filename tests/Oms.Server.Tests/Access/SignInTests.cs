using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Oms.Server.Access;
using Oms.Server.Hosting;
using Oms.Server.Tests.Fixtures;
using Oms.Trading;

namespace Oms.Server.Tests.Access;

[Collection(SharedAppCollection.Name)]
public sealed class SignInTests(SharedApp shared)
{
    private readonly OmsApp _app = shared.App;

    [Fact]
    public async Task Without_a_token_nothing_is_shown()
    {
        using var http = Anonymous();

        using var response = await http.GetAsync(new Uri("orders", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Unauthorized, "NOT_SIGNED_IN"), (response.StatusCode, (await response.JsonAsync()).Text("code")));
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwiZmlybSI6ImRlbW8ifQ.")]
    public async Task A_forged_token_is_refused(string token)
    {
        using var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var response = await http.GetAsync(new Uri("orders", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Unauthorized, "CREDENTIALS_INVALID"), (response.StatusCode, (await response.JsonAsync()).Text("code")));
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var keys = _app.Services.GetRequiredService<SecretKeys>();
        var past = new AccessTokens(keys, new Past(AccessTokens.Lifetime + TimeSpan.FromMinutes(1)));
        using var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", past.Issue(Trader("demo")));

        using var response = await http.GetAsync(new Uri("orders", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_its_reuse_ends_the_session()
    {
        using var http = Anonymous();
        var signedIn = await PostAsync(http, "auth/login", new { email = OmsApp.Email, password = OmsApp.Password });
        var first = new { refreshToken = signedIn.Text("refreshToken") };

        var renewed = await PostAsync(http, "auth/refresh", first);
        var reused = await PostAsync(http, "auth/refresh", first);
        var after = await PostAsync(http, "auth/refresh", new { refreshToken = renewed.Text("refreshToken") });

        Assert.NotEqual("", renewed.Text("accessToken"));
        Assert.Equal("CREDENTIALS_INVALID", reused.Text("code"));
        Assert.Equal("CREDENTIALS_INVALID", after.Text("code"));
    }

    [Fact]
    public async Task An_api_key_acts_within_its_scopes_until_it_is_revoked()
    {
        var made = await PostAsync(_app.Http, "auth/api-keys", new { name = "reader", scopes = new[] { "view" } });
        using var http = Anonymous();
        http.DefaultRequestHeaders.Add("X-API-Key", made.Text("key"));

        using var read = await http.GetAsync(new Uri("orders", UriKind.Relative));
        using var write = await http.PostAsJsonAsync(new Uri("orders", UriKind.Relative), Answers.Market("key-1", "AAPL", "Buy", 1));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, "NOT_ALLOWED"), (write.StatusCode, (await write.JsonAsync()).Text("code")));
        var listed = await _app.GetAsync("auth/api-keys");
        Assert.All(listed.Items(), key => Assert.Equal(JsonValueKind.Null, key.GetProperty("key").ValueKind));
        using var revoked = await _app.Http.DeleteAsync(new Uri($"auth/api-keys/{made.Text("id")}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
    }

    [Fact]
    public async Task Another_firm_sees_nothing_and_trades_nothing_of_ours()
    {
        await _app.UntilPricedAsync("AAPL");
        using var placed = await _app.PlaceAsync(Answers.Limit("ours-1", "AAPL", "Buy", 1, 250m));
        var id = (await placed.JsonAsync()).Text("id");
        using var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", Tokens().Issue(Trader("other")));

        using var look = await http.GetAsync(new Uri($"orders/{id}", UriKind.Relative));
        using var cancel = await http.DeleteAsync(new Uri($"orders/{id}", UriKind.Relative));
        using var trade = await http.PostAsJsonAsync(new Uri("orders", UriKind.Relative), Answers.Market("theirs-1", "AAPL", "Buy", 1));
        var list = await (await http.GetAsync(new Uri("orders", UriKind.Relative))).JsonAsync();

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (look.StatusCode, cancel.StatusCode));
        Assert.Equal("UNKNOWN_ACCOUNT", (await trade.JsonAsync()).Text("code"));
        Assert.Empty(list.Items());
    }

    [Fact]
    public async Task Repeated_wrong_passwords_lock_the_account_for_a_while()
    {
        await using var app = await OmsApp.StartAsync(withPaper: false);
        using var http = new HttpClient { BaseAddress = app.Address };
        HttpStatusCode last = default;

        for (var i = 0; i < 6; i++)
        {
            using var response = await http.PostAsJsonAsync(new Uri("auth/login", UriKind.Relative), new { email = OmsApp.Email, password = "wrong" });
            last = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static Caller Trader(string firm) => new(Guid.NewGuid().ToString(), new Actor($"trader@{firm}", new(firm)), [Roles.Trader]);

    private AccessTokens Tokens() => _app.Services.GetRequiredService<AccessTokens>();

    private HttpClient Anonymous() => new() { BaseAddress = _app.Address };

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return await response.JsonAsync();
    }

    private sealed class Past(TimeSpan ago) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - ago;
    }
}
