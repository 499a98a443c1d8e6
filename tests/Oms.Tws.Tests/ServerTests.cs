using Oms.Tws.Replies;

namespace Oms.Tws.Tests;

public sealed class ServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_delays_nobody()
    {
        var slowClient = new TwsClientOptions { ReplyQueueMax = 1 };
        var server = new TwsServerOptions { SendQueueMax = 100, CloseTimeout = TimeSpan.FromMilliseconds(1) };
        var (slow, _, _) = await ConnectedPair.OpenInMemoryAsync(Ct, slowClient, server);
        await using var first = slow;
        await using var quick = await ConnectedPair.OpenAsync(Ct);
        var notice = new ErrMsg(-1, 2104, new string('x', 10_000));

        var sent = 0;
        while (slow.Server.Send(notice)) sent++;

        Assert.InRange(sent, 100, 1000);
        Assert.Equal("100 replies wait and the client does not read them", await slow.Server.Closed);
        Assert.False(slow.Server.Send(notice));
        Assert.True(quick.Server.Send(notice));
        Assert.Equal(notice, await quick.Client.Replies.ReadAsync(Ct));
    }

    [Fact]
    public async Task A_client_that_was_cut_off_finds_a_notice_behind_what_it_had_not_read()
    {
        var slowClient = new TwsClientOptions { ReplyQueueMax = 1 };
        var (slow, _, _) = await ConnectedPair.OpenInMemoryAsync(Ct, slowClient, new() { SendQueueMax = 100 });
        await using var both = slow;
        var notice = new ErrMsg(-1, 2104, new string('x', 10_000));
        var sent = 0;
        while (slow.Server.Send(notice)) sent++;

        var read = await slow.Client.Replies.ReadAllAsync(Ct).ToListAsync(Ct);

        Assert.Equal(Enumerable.Repeat(notice, sent), read.SkipLast(1));
        Assert.Equal(
            new ErrMsg(-1, 504, "Not connected: 100 replies wait and the client does not read them"), read[^1]);
    }

    [Fact]
    public async Task A_pause_holds_back_what_follows_it()
    {
        var clock = new ManualClock();
        var (pair, _, _) = await ConnectedPair.OpenInMemoryAsync(Ct, clock: clock);
        await using var both = pair;

        pair.Server.Send(new CurrentTime(1));
        pair.Server.Pause(TimeSpan.FromMinutes(1));
        pair.Server.Send(new CurrentTime(2));
        Assert.Equal(new CurrentTime(1), await pair.Client.Replies.ReadAsync(Ct));
        var second = pair.Client.Replies.ReadAsync(Ct).AsTask();
        while (clock.NextDue is null) await Task.Yield();
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(new CurrentTime(2), await second);
    }

    [Fact]
    public async Task A_client_that_leaves_is_noticed()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);

        await pair.Client.DisposeAsync();

        await pair.Server.Closed;
        Assert.False(pair.Server.Send(new CurrentTime(1)));
        Assert.Equal("closed by us", await pair.Client.Closed);
    }

    [Fact]
    public async Task An_aborted_connection_keeps_its_first_reason()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);

        pair.Server.Abort("first");
        pair.Server.Abort("second");

        Assert.Equal("first", await pair.Server.Closed);
    }
}
