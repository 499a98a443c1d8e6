using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Tws.Recording;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

public sealed class RecordingTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.wire");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_recording_holds_every_frame_both_ways_with_its_time()
    {
        var clock = new ManualClock();
        await RecordAsync(clock);

        var records = await WireRecording.ReadAsync(_path, Ct).ToListAsync(Ct);

        Assert.Equal(
            [
                "Opened OMS wire 1", "Sent v100..178", "Received 178|x|", "Sent 71|2|7||", "Received 9|1|100|",
                "Sent 4|1|100||",
            ],
            records.Select(r => $"{r.Event} {Encoding.ASCII.GetString(r.Payload.Span).Replace('\0', '|')}"));
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 14, 30, 0, TimeSpan.Zero), records[0].At);
        Assert.Equal(TimeSpan.FromSeconds(3), records[^1].At - records[0].At);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
    }

    [Fact]
    public async Task A_second_session_is_appended_and_a_torn_end_is_left_out()
    {
        await RecordAsync(new ManualClock());
        await RecordAsync(new ManualClock());
        var bytes = await File.ReadAllBytesAsync(_path, Ct);
        await File.WriteAllBytesAsync(_path, bytes[..^3], Ct);

        var records = await WireRecording.ReadAsync(_path, Ct).ToListAsync(Ct);

        Assert.Equal(11, records.Count);
        Assert.Equal(2, records.Count(r => r.Event is WireEvent.Opened));
    }

    [Fact]
    public async Task A_replay_says_what_the_gateway_said_and_tells_where_the_client_departs()
    {
        await RecordAsync(new ManualClock());
        var session = await WireRecording.ReadAsync(_path, Ct).ToListAsync(Ct);
        var (clientEnd, serverEnd) = DuplexStream.Pair();

        var playing = WireReplayer.PlayAsync(serverEnd, session, speed: 0, TimeProvider.System, Ct);
        await using var client = await TwsClient.OpenAsync(
            clientEnd, new() { ClientId = 7 }, TimeProvider.System, NullLogger.Instance, Ct);
        Assert.Equal(new NextValidId(100), await client.Replies.ReadAsync(Ct));
        await client.SendAsync(new CancelOrder(101), Ct);

        var difference = Assert.Single(await playing);
        Assert.Equal(new ReplayDifference(5, "4|1|100||", "4|1|101||"), difference);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_no_recording()
    {
        await File.WriteAllTextAsync(_path, "something else, long enough to hold a head", Ct);

        await Assert.ThrowsAsync<TwsFormatException>(() => WireRecording.ReadAsync(_path, Ct).ToListAsync(Ct).AsTask());
    }

    private async Task RecordAsync(ManualClock clock)
    {
        var (pair, _, _) = await ConnectedPair.OpenInMemoryAsync(
            Ct, new() { RecordTo = _path }, new() { ConnectionTime = "x" }, clock);
        await using var both = pair;
        pair.Server.Send(new NextValidId(100));
        await pair.Client.Replies.ReadAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(3));
        await pair.Client.SendAsync(new CancelOrder(100), Ct);
    }
}
