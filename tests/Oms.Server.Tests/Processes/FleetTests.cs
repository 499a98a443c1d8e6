using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Processes;

/// <summary>The roles as processes of their own: what one web is told, the other shows; what dies comes back, and nothing is lost or doubled.</summary>
public sealed class FleetTests(Fleet fleet) : IClassFixture<Fleet>
{
    private const string Symbol = "F";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private HttpClient A => fleet.Webs[0];
    private HttpClient B => fleet.Webs[1];

    [Fact]
    public async Task An_order_placed_at_one_web_is_read_and_streamed_at_the_other()
    {
        await PricedAsync(A);
        await using var stream = await EventStream.OpenAsync(B, "stream");

        using var placed = await PlaceAsync(A, "fleet-1");
        var seq = (await placed.JsonAsync()).GetProperty("seq").GetInt64();
        using var read = new HttpRequestMessage(HttpMethod.Get, new Uri("orders/clOrdId:fleet-1?account=DU123456", UriKind.Relative));
        read.Headers.Add("X-Read-After-Seq", $"{seq}");
        using var seen = await B.SendAsync(read);
        var events = await stream.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "fleet-1");

        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Contains(events, e => e.Kind == "OrderPlaced" && e.ClOrdId == "fleet-1");
        Assert.Contains(events, e => e.Name == "position" && e.Data.GetProperty("position").Text("symbol") == Symbol);
    }

    [Fact]
    public async Task Without_redis_orders_events_and_prices_go_on()
    {
        await PricedAsync(B);
        await using var stream = await EventStream.OpenAsync(B, "stream");

        await fleet.Redis.StopAsync();
        using var placed = await PlaceAsync(A, "fleet-2");
        var without = await stream.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "fleet-2");
        var before = (await GetAsync(B, $"marketdata/quotes/{Symbol}")).Text("at");
        await UntilAsync(B, $"marketdata/quotes/{Symbol}", quote => quote.Text("at") != before);
        await fleet.Redis.StartAsync();
        using var again = await PlaceAsync(A, "fleet-3");
        var with = await stream.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "fleet-3");

        var ids = without.Concat(with).Select(e => e.Id).OfType<long>().ToArray();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(["OrderPlaced", "OrderCommissionBooked"], Kinds(without, "fleet-2"));
        Assert.Equal(["OrderPlaced", "OrderCommissionBooked"], Kinds(with, "fleet-3"));
    }

    // Whatever a sender was told, the same clOrdId again is one order: at the engine, and in the broker's own books.
    [Fact]
    public async Task An_engine_that_is_killed_comes_back_and_no_order_is_lost_or_doubled()
    {
        await PricedAsync(A);
        using var dead = new CancellationTokenSource();
        var told = new ConcurrentDictionary<string, (HttpStatusCode Status, string? Id)>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var senders = new[] { A, B, A, B }.Select((http, n) => SendAsync(http, $"fleet-k{n}", told, enough, dead.Token)).ToArray();

        await enough.Task.WaitAsync(Patience);
        await fleet.KillEngineAsync();
        using var refused = await PlaceAsync(A, "fleet-4");
        await dead.CancelAsync();
        await Task.WhenAll(senders);
        using var reading = await A.GetAsync(new Uri("orders", UriKind.Relative));
        await fleet.StartEngineAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ENGINE_UNREACHABLE"), (refused.StatusCode, (await refused.JsonAsync()).Text("code")));
        Assert.Equal(HttpStatusCode.OK, reading.StatusCode);
        foreach (var (clOrdId, first) in told)
        {
            using var again = await PlaceWhenPricedAsync(B, clOrdId);
            var id = (await again.JsonAsync()).Text("id");
            if (first.Id is null) Assert.Contains(again.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.OK });
            else Assert.Equal((HttpStatusCode.OK, first.Id), (again.StatusCode, id));
        }

        await UntilAsync(A, "orders?status=open", page => !page.Items().Any());
        var held = (await GetAsync(A, "positions")).Items().Sum(position => position.Number("quantity"));
        var books = await fleet.Paper.Control.ReadBooksAsync(CancellationToken.None);
        Assert.Equal(books.Orders.Count, books.Orders.Select(order => order.OrderRef).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(books.Positions.Sum(position => position.Quantity), held);
    }

    [Fact]
    public async Task A_second_engine_finds_the_journal_taken_and_says_by_whom()
    {
        await using var second = fleet.Start("engine", ("OMS_ENGINE_PORT", $"{RoleProcess.FreePort()}"));

        var exit = await second.WaitAsync(Patience);

        Assert.Equal(1, exit);
        Assert.Contains("is held by process", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_names_the_secret_that_it_misses()
    {
        await using var web = fleet.Start("web", ("OMS_ENV", "production"), ("OMS_WEB_PORT", "0"));

        var exit = await web.WaitAsync(Patience);

        Assert.Equal(1, exit);
        Assert.Contains("JWT_SECRET_KEY is not set", web.Output, StringComparison.Ordinal);
    }

    private static async Task SendAsync(HttpClient http, string prefix, ConcurrentDictionary<string, (HttpStatusCode, string?)> told,
        TaskCompletionSource enough, CancellationToken dead)
    {
        for (var i = 0; !dead.IsCancellationRequested; i++)
        {
            using var response = await PlaceAsync(http, $"{prefix}-{i}");
            told[$"{prefix}-{i}"] = (response.StatusCode,
                response.StatusCode is HttpStatusCode.Created ? (await response.JsonAsync()).Text("id") : null);
            if (told.Count >= 40) enough.TrySetResult();
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable) return;
        }
    }

    private static Task<HttpResponseMessage> PlaceAsync(HttpClient http, string clOrdId) =>
        http.PostAsJsonAsync(new Uri("orders", UriKind.Relative), Answers.Market(clOrdId, Symbol, "Buy", 1));

    // A fresh engine knows no price until the market has told one; until then a new order is refused, and nothing is remembered of it.
    private static async Task<HttpResponseMessage> PlaceWhenPricedAsync(HttpClient http, string clOrdId)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await PlaceAsync(http, clOrdId);
            if (answer.StatusCode is not HttpStatusCode.UnprocessableEntity || patience.IsCancellationRequested) return answer;
            answer.Dispose();
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static string[] Kinds(IEnumerable<StreamEvent> events, string clOrdId)
    {
        var kinds = events.Where(e => e.ClOrdId == clOrdId).Select(e => e.Kind ?? "").ToArray();
        return [kinds[0], kinds[^1]];
    }

    private static Task PricedAsync(HttpClient http) =>
        UntilAsync(http, $"marketdata/quotes/{Symbol}", quote => quote.TryGetProperty("ask", out var ask) && ask.ValueKind is JsonValueKind.String);

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.JsonAsync();
    }

    private static async Task UntilAsync(HttpClient http, string path, Func<JsonElement, bool> satisfies)
    {
        using var patience = new CancellationTokenSource(Patience);
        JsonElement answer;
        while (!satisfies(answer = await GetAsync(http, path)))
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"{path} stayed at {answer}");
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
