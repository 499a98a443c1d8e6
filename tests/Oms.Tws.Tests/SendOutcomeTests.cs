using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

/// <summary>A send is done, certainly not done, or in doubt; the caller never has to guess.</summary>
public sealed class SendOutcomeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cable_cut_in_the_middle_of_a_write_leaves_the_request_in_doubt()
    {
        var (pair, clientEnd, _) = await ConnectedPair.OpenInMemoryAsync(Ct);
        await using var both = pair;
        clientEnd.IsBroken = true;

        var doubt = await Assert.ThrowsAsync<TwsSendInDoubtException>(
            () => pair.Client.SendAsync(new CancelOrder(1), Ct).AsTask());

        Assert.Equal("CancelOrder may or may not have been sent: the cable is cut", doubt.Message);
        Assert.Equal("the cable is cut", await pair.Client.Closed);
    }

    [Fact]
    public async Task After_the_end_a_request_is_certainly_not_sent()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);
        pair.Server.Abort("test");
        await pair.Client.Closed;

        await Assert.ThrowsAsync<TwsNotSentException>(() => pair.Client.SendAsync(new CancelOrder(1), Ct).AsTask());
    }

    [Fact]
    public async Task A_request_cancelled_while_it_waits_is_never_sent()
    {
        var clock = new ManualClock();
        var (pair, _, _) = await ConnectedPair.OpenInMemoryAsync(Ct, new() { MessagesPerSecond = 1 }, clock: clock);
        await using var both = pair;
        using var withdrawal = new CancellationTokenSource();

        var withdrawn = pair.Client.SendAsync(new CancelOrder(1), withdrawal.Token).AsTask();
        await withdrawal.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        var kept = pair.Client.SendAsync(new CancelOrder(2), Ct);
        while (!kept.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await kept;

        Assert.Equal(new StartApi(7), await pair.Server.Requests.ReadAsync(Ct));
        Assert.Equal(new CancelOrder(2), await pair.Server.Requests.ReadAsync(Ct));
    }

    [Fact]
    public async Task A_letter_that_the_gateway_does_not_take_is_refused_before_it_is_sent()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);
        var order = new PlaceOrder(1, WorkedSession.Apple, WorkedSession.Limit with { OrderRef = "Zürich" });

        var refusal = await Assert.ThrowsAsync<TwsNotSentException>(() => pair.Client.SendAsync(order, Ct).AsTask());

        Assert.Equal(
            "PlaceOrder was not sent: field 27: 'Zürich' holds a letter that TWS does not take", refusal.Message);
        Assert.False(pair.Client.Closed.IsCompleted);
    }

    [Fact]
    public async Task What_waits_when_the_client_is_disposed_is_certainly_not_sent()
    {
        var clock = new ManualClock();
        var (pair, _, _) = await ConnectedPair.OpenInMemoryAsync(Ct, new() { MessagesPerSecond = 1 }, clock: clock);
        await using var server = pair.Server;
        var waiting = pair.Client.SendAsync(new CancelOrder(1), Ct).AsTask();

        await pair.Client.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<TwsNotSentException>(() => waiting);
        Assert.Equal("CancelOrder was not sent: closed by us", refusal.Message);
    }
}
