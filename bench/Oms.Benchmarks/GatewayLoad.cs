using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.PaperGateway;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.Benchmarks;

/// <summary>
/// `dotnet run --project bench/Oms.Benchmarks -c Release -- load [seconds]`: 32 clients at the paper gateway, 31 of which take quotes of
/// every instrument while the last one asks for as much and never reads. Each reading client asks for the time again and again; how
/// long the answer takes, behind all the ticks, is what another's slowness could make longer.
/// </summary>
internal static class GatewayLoad
{
    private const int Clients = 32;
    private const int FirstConId = 1;
    private static readonly TimeSpan pingEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan warmUp = TimeSpan.FromSeconds(5);

    private static readonly int[] instruments =
    [
        265598, 272093, 3691937, 208813719, 107113386, 4815747, 76792991, 4391, 270639, 15124833, 313130367, 268084, 272800, 8314, 1520593,
        10098, 4627828, 49462172, 13824, 8894, 8719, 11031, 13977, 6459, 4762, 9599, 756733, 320227571, 9579970, 73128548, 51529211,
        15547841, 4215220, 515416632, 515416577, 174230608, 484743956, 786233541, 12087792, 12087797, 15016059, 14433401,
    ];

    public static async Task RunAsync(TimeSpan span)
    {
        await using var gateway = new PaperGatewayHost(
            new PaperGatewayOptions { Port = 0, SendQueueMax = 2_000 }, TimeProvider.System, NullLoggerFactory.Instance);
        await gateway.StartAsync(CancellationToken.None);
        var readers = await Task.WhenAll(Enumerable.Range(1, Clients - 1).Select(id => Reader.ConnectAsync(gateway.Port, id)));
        await Task.Delay(warmUp);

        Console.WriteLine($"{Clients - 1} readers alone:");
        await MeasureAsync(readers, span);
        using var slow = await ConnectSlowAsync(gateway.Port);
        Console.WriteLine("and one that does not read:");
        await MeasureAsync(readers, span);
        foreach (var reader in readers) await reader.DisposeAsync();
        Console.WriteLine(await gateway.Control.CountClientsAsync(CancellationToken.None) == 0
            ? "the slow one was cut off"
            : "the slow one is still connected");
    }

    private static async Task MeasureAsync(IReadOnlyList<Reader> readers, TimeSpan span)
    {
        foreach (var reader in readers) reader.Reset();
        var started = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource(span);
        await Task.WhenAll(readers.Select(r => r.PingAsync(end.Token)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var waits = readers.SelectMany(r => r.Waits).Order().ToArray();
        var ticks = readers.Sum(r => r.Ticks);
        Console.WriteLine(
            $"  {ticks / seconds:N0} ticks/s in all; an answer takes {waits[waits.Length / 2]:N1} ms (median), "
            + $"{waits[waits.Length * 99 / 100]:N1} ms (99 of 100), {waits[^1]:N1} ms (worst of {waits.Length:N0})");
    }

    private static async Task<Socket> ConnectSlowAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port);
        await socket.SendAsync("API\0\0\0\0\u0009v178..178"u8.ToArray());
        await socket.SendAsync(TwsFrames.Encode(new StartApi(Clients), ServerVersions.Max));
        for (var i = 0; i < instruments.Length; i++)
            await socket.SendAsync(TwsFrames.Encode(Ask(FirstConId + i, instruments[i]), ServerVersions.Max));
        return socket;
    }

    private static ReqMktData Ask(int reqId, int conId) => new(reqId, new Contract { ConId = conId });

    private sealed class Reader(TwsClient client) : IAsyncDisposable
    {
        private readonly List<double> waits = [];
        private TaskCompletionSource? answered;
        private Task reading = Task.CompletedTask;
        private long ticks;

        public long Ticks => Volatile.Read(ref ticks);
        public IReadOnlyList<double> Waits => waits;

        public static async Task<Reader> ConnectAsync(int port, int clientId)
        {
            var options = new TwsClientOptions { Port = port, ClientId = clientId, MessagesPerSecond = 0 };
            var reader = new Reader(
                await TwsClient.ConnectAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None));
            reader.reading = reader.ReadAsync();
            for (var i = 0; i < instruments.Length; i++)
                await reader.SendAsync(Ask(FirstConId + i, instruments[i]));
            return reader;
        }

        public void Reset()
        {
            waits.Clear();
            Volatile.Write(ref ticks, 0);
        }

        public async Task PingAsync(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var asked = Stopwatch.GetTimestamp();
                await SendAsync(new ReqCurrentTime());
                await answered.Task;
                waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                await Task.Delay(pingEvery, CancellationToken.None);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            await reading;
        }

        private async Task ReadAsync()
        {
            await foreach (var reply in client.Replies.ReadAllAsync())
            {
                if (reply is CurrentTime) answered?.TrySetResult();
                else if (reply is TickPrice or TickSize or TickString) Interlocked.Increment(ref ticks);
            }
        }

        private async Task SendAsync(TwsRequest request) => await client.SendAsync(request, CancellationToken.None);
    }
}
