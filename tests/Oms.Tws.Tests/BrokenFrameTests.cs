using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

/// <summary>Bytes that are no message end their own connection, with a reason, and no other.</summary>
public sealed class BrokenFrameTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_cannot_be_read_is_answered_320_and_ends_the_session()
    {
        var (pair, clientEnd, _) = await ConnectedPair.OpenInMemoryAsync(Ct);
        await using var both = pair;
        await using var other = await ConnectedPair.OpenAsync(Ct);
        const string reason = "CancelOrder (4), field 3 orderId: 'abc' is not a whole number";

        await clientEnd.WriteAsync(Wire.Frame("4|1|abc||"), Ct);

        Assert.Equal(new ErrMsg(-1, 320, $"Error reading request: {reason}"), await pair.Client.Replies.ReadAsync(Ct));
        Assert.Equal(reason, await pair.Server.Closed);
        Assert.True(other.Server.Send(new CurrentTime(1)));
        Assert.Equal(new CurrentTime(1), await other.Client.Replies.ReadAsync(Ct));
    }

    [Theory]
    [InlineData("3|abc|Submitted|0|1|0|0|0|0|0||0|", "OrderStatus (3), field 2 orderId: 'abc' is not a whole number")]
    [InlineData("3|1|Submitted|x|1|0|0|0|0|0||0|", "OrderStatus (3), field 4 filled: 'x' is not a quantity")]
    [InlineData("3|1|Submitted|0|1|NaN|0|0|0|0||0|", "OrderStatus (3), field 6 avgFillPrice: 'NaN' is not a number")]
    [InlineData("3|1|Submitted|0|", "OrderStatus (3), field 5 remaining: the frame ends before it")]
    [InlineData("9|1|100|7|8|", "NextValidId (9): 2 fields too many after field 3")]
    [InlineData("9|1|99999999999|", "NextValidId (9), field 3 orderId: '99999999999' is not a whole number")]
    [InlineData("93|1|2000000000|", "MarketRule (93), field 3 incrementsCount: 2000000000 items cannot follow")]
    [InlineData("99|1|5|1|", "TickByTick (99), field 3 tickType: 5 has no meaning")]
    [InlineData("", "0 (0), field 1 msgId: the frame ends before it")]
    [InlineData("x|", "0 (0), field 1 msgId: 'x' is not a whole number")]
    public async Task A_reply_that_cannot_be_read_ends_the_session(string text, string reason)
    {
        var (pair, _, serverEnd) = await ConnectedPair.OpenInMemoryAsync(Ct);
        await using var both = pair;
        await serverEnd.WriteAsync(Wire.Frame("49|1|5|"), Ct);

        await serverEnd.WriteAsync(Wire.Frame(text), Ct);

        Assert.Equal(new CurrentTime(5), await pair.Client.Replies.ReadAsync(Ct));
        Assert.False(await pair.Client.Replies.WaitToReadAsync(Ct));
        Assert.Equal(reason, await pair.Client.Closed);
    }

    [Fact]
    public async Task A_frame_longer_than_any_message_ends_the_session_before_it_is_received()
    {
        var (pair, clientEnd, serverEnd) = await ConnectedPair.OpenInMemoryAsync(Ct, server: new() { FrameMax = 1000 });
        await using var both = pair;

        await serverEnd.WriteAsync((byte[])[0x01, 0x00, 0x00, 0x00], Ct);
        Assert.Equal("a frame of 16777216 bytes is longer than 16777215", await pair.Client.Closed);

        await clientEnd.DisposeAsync();
        var (second, secondEnd, _) = await ConnectedPair.OpenInMemoryAsync(Ct, server: new() { FrameMax = 1000 });
        await using var third = second;
        await secondEnd.WriteAsync((byte[])[0x00, 0x00, 0x03, 0xE9], Ct);
        Assert.Equal("a frame of 1001 bytes is longer than 1000", await second.Server.Closed);
    }

    [Fact]
    public async Task Half_a_frame_is_told_apart_from_an_end_between_frames()
    {
        await using var pair = await ConnectedPair.OpenAsync(Ct);
        var frame = TwsFrames.Encode(new CurrentTime(5), 178);

        pair.Server.SendRaw(frame);
        pair.Server.SendRaw(frame.AsMemory(0, frame.Length / 2));
        await pair.Server.CloseAsync("fault");

        Assert.Equal(new CurrentTime(5), await pair.Client.Replies.ReadAsync(Ct));
        Assert.Equal("the stream ended inside a frame", await pair.Client.Closed);
    }

    [Fact]
    public async Task Frames_in_single_bytes_are_frames()
    {
        var (pair, clientEnd, serverEnd) = await ConnectedPair.OpenInMemoryAsync(Ct);
        await using var both = pair;
        (clientEnd.PieceSize, serverEnd.PieceSize) = (1, 1);
        var order = new PlaceOrder(1, WorkedSession.Apple, WorkedSession.Limit);

        await pair.Client.SendAsync(order, Ct);
        pair.Server.Send(new CurrentTime(5));

        Assert.Equal(new StartApi(7), await pair.Server.Requests.ReadAsync(Ct));
        Assert.Equal(order, await pair.Server.Requests.ReadAsync(Ct));
        Assert.Equal(new CurrentTime(5), await pair.Client.Replies.ReadAsync(Ct));
    }

    [Fact]
    public async Task Messages_that_are_not_known_pass()
    {
        var (pair, clientEnd, serverEnd) = await ConnectedPair.OpenInMemoryAsync(Ct);
        await using var both = pair;

        await serverEnd.WriteAsync(Wire.Frame("4242|anything|"), Ct);
        await clientEnd.WriteAsync(Wire.Frame("4343|anything|"), Ct);

        Assert.Equal(new UnknownReply(4242), await pair.Client.Replies.ReadAsync(Ct));
        Assert.Equal(new StartApi(7), await pair.Server.Requests.ReadAsync(Ct));
        Assert.Equal(new UnknownRequest(4343), await pair.Server.Requests.ReadAsync(Ct));
    }
}
