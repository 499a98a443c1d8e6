using System.Net;
using System.Net.WebSockets;
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
        await using var stream = await EventStream.OpenAsync(_app.Http, "stream");

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

        await using var first = await EventStream.OpenAsync(_app.Http, $"stream?from={from}");
        var all = (await first.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "stream-2")).Where(e => e.ClOrdId == "stream-2").ToArray();
        await using var second = await EventStream.OpenAsync(_app.Http, "stream", lastEventId: all[0].Id ?? 0);
        var rest = (await second.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "stream-2")).Where(e => e.ClOrdId == "stream-2");

        Assert.Equal(all.Skip(1).Select(e => (e.Id, e.Kind)), rest.Select(e => (e.Id, e.Kind)));
    }

    [Fact]
    public async Task Quotes_flow_when_they_are_asked_for()
    {
        await _app.UntilPricedAsync("SPY");
        await using var stream = await EventStream.OpenAsync(_app.Http, "stream?quotes=SPY,QQQ");

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

    [Fact]
    public async Task A_web_socket_tells_the_same_and_resumes_the_same_way()
    {
        await _app.UntilPricedAsync("KO");
        using var placed = await _app.PlaceAsync(Answers.Market("stream-3", "KO", "Buy", 10));
        var from = (await placed.JsonAsync()).GetProperty("seq").GetInt64() - 1;
        await _app.UntilAsync("orders/clOrdId:stream-3?account=DU123456", order => order.Text("commission").Length > 0);
        await using var stream = await EventStream.OpenAsync(_app.Http, $"stream?from={from}");
        var expected = (await stream.UntilAsync(e => e.Kind == "OrderCommissionBooked" && e.ClOrdId == "stream-3")).Where(e => e.Id is not null);

        using var socket = new ClientWebSocket();
        var token = _app.Http.DefaultRequestHeaders.Authorization?.Parameter;
        var address = new UriBuilder(new Uri(_app.Address, $"ws?from={from}&access_token={token}")) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(address, CancellationToken.None);
        var actual = new List<(long, string)>();
        foreach (var e in expected)
        {
            var message = await ReceiveAsync(socket);
            actual.Add((message.GetProperty("id").GetInt64(), message.Text("event")));
        }

        Assert.Equal(expected.Select(e => (e.Id ?? 0, e.Name)), actual);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static async Task<JsonElement> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), CancellationToken.None);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length));
    }
}
