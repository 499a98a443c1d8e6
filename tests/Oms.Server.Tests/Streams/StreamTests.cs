using System.Net;
using System.Text.Json;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Streams;

[Collection(SharedAppCollection.Name)]
public sealed class StreamTests(SharedApp shared)
{
    private readonly OmsApp _app = shared.App;

    [Fact]
    public async Task A_stream_tells_each_step_of_an_order_once_and_in_order()
    {
        await _app.UntilPricedAsync("CSCO");
        await using var stream = await EventStream.OpenAsync(_app, "stream");

        using var placed = await _app.PlaceAsync(Answers.Market("stream-1", "CSCO", "Buy", 10));
        var events = await stream.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "stream-1");

        var own = events.Where(e => e.ClOrdId == "stream-1").ToArray();
        Assert.Equal("OrderPlaced", own[0].Kind);
        Assert.Contains("OrderTraded", own.Select(e => e.Kind));
        Assert.Equal(own.Select(e => e.Id).Order(), own.Select(e => e.Id));
        Assert.Equal(own.Length, own.Select(e => e.Id).Distinct().Count());
        Assert.Contains(events, e => e.Name == "position" && e.Data.GetProperty("position").Text("symbol") == "CSCO");
    }

    [Fact]
    public async Task A_stream_resumes_without_a_gap_from_any_event()
    {
        await _app.UntilPricedAsync("XOM");
        using var placed = await _app.PlaceAsync(Answers.Market("stream-2", "XOM", "Buy", 10));
        var from = (await placed.JsonAsync()).GetProperty("seq").GetInt64() - 1;
        await _app.UntilAsync("orders/clOrdId:stream-2?account=DU123456", order => order.Text("commission").Length > 0);

        await using var first = await EventStream.OpenAsync(_app, $"stream?from={from}");
        var all = (await first.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "stream-2")).Where(e => e.ClOrdId == "stream-2").ToArray();
        await using var second = await EventStream.OpenAsync(_app, "stream", lastEventId: all[0].Id ?? 0);
        var rest = (await second.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "stream-2")).Where(e => e.ClOrdId == "stream-2");

        Assert.Equal(all.Skip(1).Select(e => (e.Id, e.Kind)), rest.Select(e => (e.Id, e.Kind)));
    }

    [Fact]
    public async Task Quotes_flow_when_they_are_asked_for()
    {
        await _app.UntilPricedAsync("SPY");
        await using var stream = await EventStream.OpenAsync(_app, "stream?quotes=SPY,QQQ");

        var events = await stream.UntilAsync(e => e.Name == "quote" && e.Data.Text("symbol") == "SPY");

        Assert.All(events.Where(e => e.Name == "quote"), e => Assert.Contains(e.Data.Text("symbol"), new[] { "SPY", "QQQ" }));
        Assert.All(events.Where(e => e.Name == "quote"), e => Assert.Null(e.Id));
    }

    [Theory]
    [InlineData("stream?from=abc")]
    [InlineData("stream?from=999999999")]
    public async Task A_resume_from_nowhere_is_refused(string path)
    {
        using var response = await _app.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    private sealed record StreamEvent(long? Id, string Name, JsonElement Data)
    {
        public string? Kind => Data.TryGetProperty("kind", out var kind) ? kind.GetString() : null;
        public string? ClOrdId => Data.TryGetProperty("order", out var order) ? order.Text("clOrdId") : null;
    }

    /// <summary>A client of the stream.</summary>
    private sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        public static async Task<EventStream> OpenAsync(OmsApp app, string path, long? lastEventId = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            if (lastEventId is { } id) request.Headers.Add("Last-Event-ID", $"{id}");
            var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        public async Task<IReadOnlyList<StreamEvent>> UntilAsync(Func<StreamEvent, bool> isLast)
        {
            using var patience = new CancellationTokenSource(Patience);
            var events = new List<StreamEvent>();
            long? id = null;
            var name = "";
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..]);
                else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    events.Add(new(id, name, JsonSerializer.Deserialize<JsonElement>(line[6..])));
                    id = null;
                    if (isLast(events[^1])) return events;
                }
            }

            throw new InvalidOperationException("the stream ended");
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
