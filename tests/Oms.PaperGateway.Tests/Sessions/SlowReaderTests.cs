using System.Net.Sockets;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

public sealed class SlowReaderTests : IAsyncLifetime
{
    private const int Clients = 32;
    private const int StepsMax = 2_000;
    private static readonly int[] busyOnes = [265598, 272093, 3691937, 4815747, 756733, 320227571];
    private static readonly TimeSpan step = TimeSpan.FromMilliseconds(250);

    private readonly GatewayFixture gateway = new(new PaperGatewayOptions { SendQueueMax = 900 });

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Fact]
    public async Task Of_32_clients_the_one_that_does_not_read_is_cut_off_and_the_others_miss_nothing()
    {
        using var slow = await ConnectSlowAsync();
        var readers = await Task.WhenAll(Enumerable.Range(1, Clients - 1).Select(id => gateway.ConnectAsync(id)));
        foreach (var reader in readers) await reader.SendAsync(new ReqMktData(1, GatewayClient.Apple));
        foreach (var reader in readers) await CatchUpAsync(reader);
        Assert.Equal(Clients, await CountAsync());

        // After each step every reader shows that it has read all of it, whatever the slow one has left unread.
        var steps = 0;
        for (; await CountAsync() == Clients && steps < StepsMax; steps++)
        {
            await gateway.AdvanceAsync(step);
            foreach (var reader in readers) await CatchUpAsync(reader);
        }

        Assert.InRange(steps, 1, StepsMax - 1);
        Assert.Equal(Clients - 1, await CountAsync());
        var first = Ticks(readers[0]);
        Assert.NotEmpty(first);
        Assert.All(readers.Skip(1), reader => Assert.Equal(first, Ticks(reader)));
        foreach (var reader in readers) await reader.DisposeAsync();
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private Task<int> CountAsync() => gateway.Gateway.Control.CountClientsAsync(CancellationToken.None);

    private static async Task CatchUpAsync(GatewayClient reader)
    {
        await reader.SendAsync(new ReqCurrentTime());
        await reader.UntilAsync<CurrentTime>();
    }

    private static IReadOnlyList<TwsReply> Ticks(GatewayClient reader) =>
        [.. reader.Seen().Where(r => r is TickPrice or TickSize or TickString)];

    // It asks for depth and quotes of everything, and then never reads.
    private async Task<Socket> ConnectSlowAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync("127.0.0.1", gateway.Gateway.Port);
        await socket.SendAsync("API\0\0\0\0\u0009v178..178"u8.ToArray());
        await SendAsync(new StartApi(Clients));
        foreach (var (reqId, conId) in busyOnes.Index())
        {
            var contract = new Contract { ConId = conId };
            await SendAsync(new ReqMktData(1_000 + reqId, contract));
            if (reqId < 3) await SendAsync(new ReqMktDepth(2_000 + reqId, contract) { NumRows = 10 });
        }
        return socket;

        async Task SendAsync(TwsRequest request) => await socket.SendAsync(TwsFrames.Encode(request, ServerVersions.Max));
    }
}
