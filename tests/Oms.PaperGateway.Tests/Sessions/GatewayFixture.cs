using Microsoft.Extensions.Logging.Abstractions;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

/// <summary>A paper gateway on a real loopback socket, on a clock that the test moves.</summary>
public sealed class GatewayFixture(PaperGatewayOptions? options = null, bool startsNow = true) : IAsyncLifetime
{
    public PaperGatewayHost Gateway { get; private set; } = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync()
    {
        var setup = (options ?? new()) with
        {
            Port = 0,
            Clock = ClockMode.Virtual,
            VirtualStart = startsNow ? BrokerFixture.Monday : null,
        };
        Gateway = new PaperGatewayHost(setup, TimeProvider.System, NullLoggerFactory.Instance);
        await Gateway.StartAsync(CancellationToken.None);
    }

    public Task<GatewayClient> ConnectAsync(int clientId = 1, string host = "127.0.0.1") =>
        GatewayClient.ConnectAsync(Gateway.Port, clientId, host);

    public Task AdvanceAsync(TimeSpan by) => Gateway.Control.AdvanceAsync(by, CancellationToken.None);

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

/// <summary>A client that waits for what it wants to see.</summary>
public sealed class GatewayClient : IAsyncDisposable
{
    public static readonly Contract Apple =
        new() { Symbol = "AAPL", SecType = "STK", Exchange = "SMART", Currency = "USD" };
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private readonly List<TwsReply> seen = [];

    private GatewayClient(TwsClient client) => Client = client;

    public TwsClient Client { get; }
    public int NextOrderId { get; private set; }

    public static async Task<GatewayClient> ConnectAsync(int port, int clientId, string host)
    {
        var client = new GatewayClient(await OpenAsync(port, clientId, host));
        client.NextOrderId = (await client.UntilAsync<NextValidId>()).OrderId;
        return client;
    }

    public static Task<TwsClient> OpenAsync(int port, int clientId, string host = "127.0.0.1") =>
        TwsClient.ConnectAsync(
        new TwsClientOptions { Host = host, Port = port, ClientId = clientId, MessagesPerSecond = 100_000 },
        TimeProvider.System,
        NullLogger.Instance,
        CancellationToken.None);

    public static TwsOrder Market(string action, decimal quantity) =>
        new() { Action = action, TotalQuantity = quantity, OrderType = "MKT" };

    public static TwsOrder Limit(string action, decimal quantity, decimal price) =>
        new() { Action = action, TotalQuantity = quantity, OrderType = "LMT", LmtPrice = price };

    public async Task SendAsync(TwsRequest request) => await Client.SendAsync(request, CancellationToken.None);

    public async Task<int> PlaceAsync(TwsOrder order)
    {
        var id = NextOrderId++;
        await SendAsync(new PlaceOrder(id, Apple, order));
        return id;
    }

    /// <summary>
    /// Reads on until the first reply of the kind that fits; what came before is in <see cref="Seen"/>.
    /// </summary>
    public async Task<T> UntilAsync<T>(Func<T, bool>? fits = null)
        where T : TwsReply
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var reply = await Client.Replies.ReadAsync(timeout.Token);
            seen.Add(reply);
            if (reply is T wanted && fits?.Invoke(wanted) != false) return wanted;
        }
    }

    /// <summary>Everything that came since the last call.</summary>
    public IReadOnlyList<TwsReply> Seen()
    {
        TwsReply[] all = [.. seen];
        seen.Clear();
        return all;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
