using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Oms.Tws.Tests;

/// <summary>Both ends of one session over a loopback socket.</summary>
internal sealed record ConnectedPair(TwsClient Client, TwsServerConnection Server) : IAsyncDisposable
{
    public static async Task<ConnectedPair> OpenAsync(
        CancellationToken ct,
        TwsClientOptions? client = null,
        TwsServerOptions? server = null,
        TimeProvider? clock = null)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var options = (client ?? new()) with
        {
            Port = ((IPEndPoint)listener.LocalEndPoint!).Port, // A bound socket has an address.
            ClientId = 7,
        };
        clock ??= TimeProvider.System;
        var connecting = TwsClient.ConnectAsync(options, clock, NullLogger.Instance, ct);
        var socket = await listener.AcceptAsync(ct);
        var accepted = await TwsServerConnection.AcceptAsync(socket, server ?? new(), clock, NullLogger.Instance, ct);
        return new(await connecting, accepted);
    }

    /// <summary>The same in memory, with the two ends of the cable at hand.</summary>
    public static async Task<(ConnectedPair Pair, DuplexStream ClientEnd, DuplexStream ServerEnd)> OpenInMemoryAsync(
        CancellationToken ct,
        TwsClientOptions? client = null,
        TwsServerOptions? server = null,
        TimeProvider? clock = null)
    {
        var (clientEnd, serverEnd) = DuplexStream.Pair();
        clock ??= TimeProvider.System;
        var connecting = TwsClient.OpenAsync(
            clientEnd, (client ?? new()) with { ClientId = 7 }, clock, NullLogger.Instance, ct);
        var accepted = await TwsServerConnection.AcceptAsync(
            serverEnd, server ?? new(), clock, NullLogger.Instance, ct);
        return (new(await connecting, accepted), clientEnd, serverEnd);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
