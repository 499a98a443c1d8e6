using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Tws.Framing;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

public sealed class HandshakeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v100..178", 178)]
    [InlineData("v157..178", 178)]
    [InlineData("v100..193", 178)]
    [InlineData("v100..222", 178)]
    [InlineData("v100..177", 177)]
    [InlineData("v176..176", 176)]
    [InlineData("v176..176\0", 176)]
    [InlineData("v177", 177)]
    [InlineData("v100..178 +PACEAPI", 178)]
    public async Task The_server_answers_the_highest_version_both_speak(string range, int version)
    {
        var (client, server) = DuplexStream.Pair();
        // Some clients send startApi before they have read the hello.
        byte[] opening = [.. "API\0"u8, .. Wire.Framed(Encoding.ASCII.GetBytes(range)), .. Wire.Frame("71|2|7||")];
        await client.WriteAsync(opening, Ct);

        await using var connection = await AcceptAsync(server);

        Assert.Equal(version, connection.ServerVersion);
        Assert.Equal(new StartApi(7), await connection.Requests.ReadAsync(Ct));
        using var frames = new FrameReader(client, FieldWriter.PayloadMax);
        Assert.True(await frames.ReadAsync(Ct));
        Assert.Equal(Wire.Payload($"{version}|20240102 09:29:58 EST|"), frames.Payload.ToArray());
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData("v100..175", "the client speaks v100..175, not 176 or above")]
    [InlineData("hello", "'hello' is no range of versions")]
    [InlineData("v..", "'v..' is no range of versions")]
    public async Task A_client_that_speaks_nothing_known_is_refused(string range, string reason)
    {
        var (client, server) = DuplexStream.Pair();
        await client.WriteAsync((byte[])[.. "API\0"u8, .. Wire.Framed(Encoding.ASCII.GetBytes(range))], Ct);

        var refusal = await Assert.ThrowsAsync<TwsConnectException>(() => AcceptAsync(server));

        Assert.Equal(reason, refusal.Message);
        Assert.Equal(0, await client.ReadAsync(new byte[1], Ct));
    }

    [Fact]
    public async Task A_client_that_does_not_begin_with_API_is_refused()
    {
        var (client, server) = DuplexStream.Pair();
        await client.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Ct);

        await Assert.ThrowsAsync<TwsConnectException>(() => AcceptAsync(server));
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_refused_in_time()
    {
        var clock = new ManualClock();
        var (_, server) = DuplexStream.Pair();
        var accepting = TwsServerConnection.AcceptAsync(server, new(), clock, NullLogger.Instance, Ct);

        clock.Advance(TimeSpan.FromSeconds(10));

        var refusal = await Assert.ThrowsAsync<TwsConnectException>(() => accepting);
        Assert.Equal("no hello within 00:00:10", refusal.Message);
    }

    [Theory]
    [InlineData("175|20240102 09:29:58 EST|", "the gateway speaks version 175, not 176 to 178")]
    [InlineData("201|20240102 09:29:58 EST|", "the gateway speaks version 201, not 176 to 178")]
    [InlineData("-1|10.0.0.1:4001|", "the gateway redirects to 10.0.0.1:4001")]
    public async Task A_gateway_that_speaks_another_version_is_refused(string hello, string reason)
    {
        var (client, server) = DuplexStream.Pair();
        await server.WriteAsync(Wire.Frame(hello), Ct);

        var refusal = await Assert.ThrowsAsync<TwsConnectException>(() => OpenAsync(client));

        Assert.Equal(reason, refusal.Message);
    }

    [Fact]
    public async Task The_client_opens_with_the_bytes_of_the_protocol_and_skips_what_comes_before_the_hello()
    {
        var (client, server) = DuplexStream.Pair();
        await server.WriteAsync(Wire.Frame("one|two|three|"), Ct);
        await server.WriteAsync(Wire.Frame("178|20240102 09:29:58 EST|"), Ct);

        await using var connected = await OpenAsync(client);

        Assert.Equal("20240102 09:29:58 EST", connected.ConnectionTime);
        byte[] expected = [.. "API\0\0\0\0\tv100..178"u8, .. Wire.Frame("71|2|7||")];
        var actual = new byte[expected.Length];
        await server.ReadExactlyAsync(actual, Ct);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Nobody_at_the_door_is_a_refusal_that_names_the_door()
    {
        var options = new TwsClientOptions { Port = 1, ConnectTimeout = TimeSpan.FromSeconds(5) };

        var refusal = await Assert.ThrowsAsync<TwsConnectException>(
            () => TwsClient.ConnectAsync(options, TimeProvider.System, NullLogger.Instance, Ct));

        Assert.StartsWith("127.0.0.1:1: ", refusal.Message);
    }

    private static Task<TwsServerConnection> AcceptAsync(Stream stream) => TwsServerConnection.AcceptAsync(
        stream, new() { ConnectionTime = "20240102 09:29:58 EST" }, TimeProvider.System, NullLogger.Instance, Ct);

    private static Task<TwsClient> OpenAsync(Stream stream) =>
        TwsClient.OpenAsync(stream, new() { ClientId = 7 }, TimeProvider.System, NullLogger.Instance, Ct);
}
