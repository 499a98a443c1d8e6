using Oms.Tws.Replies;
using Oms.Tws.Requests;
using static Oms.Tws.Tests.WorkedSession;

namespace Oms.Tws.Tests;

public sealed class ConnectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_and_a_server_agree_on_178_and_talk()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);
        Assert.Equal(178, pair.Client.ServerVersion);
        Assert.Equal(178, pair.Server.ServerVersion);
        Assert.Equal(new StartApi(7), await pair.Server.Requests.ReadAsync(Ct));

        var order = new PlaceOrder(100, Apple, Limit);
        await pair.Client.SendAsync(order, Ct);
        Assert.Equal(order, await pair.Server.Requests.ReadAsync(Ct));

        var reply = new NextValidId(100);
        Assert.True(pair.Server.Send(reply));
        Assert.Equal(reply, await pair.Client.Replies.ReadAsync(Ct));
    }

    [Fact]
    public async Task A_graceful_close_sends_what_is_queued()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);
        for (var i = 0; i < 1000; i++) pair.Server.Send(new CurrentTime(i));

        await pair.Server.CloseAsync("test");

        var times = await pair.Client.Replies.ReadAllAsync(Ct).OfType<CurrentTime>().CountAsync(Ct);
        Assert.Equal(1000, times);
        Assert.Equal("the gateway closed the connection", await pair.Client.Closed);
        Assert.Equal("test", await pair.Server.Closed);
        await Assert.ThrowsAsync<TwsNotSentException>(() => pair.Client.SendAsync(new ReqIds(), Ct).AsTask());
    }

    [Fact]
    public async Task A_long_history_is_one_frame()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);
        var bars = Enumerable.Range(0, 20_000)
            .Select(i => new HistoricalBar($"bar {i}", i, i + 2, i - 1, i + 0.5m))
            .ToArray();
        var history = new HistoricalData(1, "", "", TwsList.Create<HistoricalBar>(bars));

        pair.Server.Send(history);
        pair.Server.Send(new CurrentTime(1));

        Assert.Equal(history, await pair.Client.Replies.ReadAsync(Ct));
        Assert.Equal(new CurrentTime(1), await pair.Client.Replies.ReadAsync(Ct));
    }
}
