using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Oms.Tws;

namespace Oms.PaperGateway.Sessions;

/// <summary>Listens for clients and brings what they ask to the loop.</summary>
internal sealed class ClientListener(GatewayLoop loop, TwsServerOptions options, TimeProvider clock, ILogger logger)
    : IDisposable
{
    private readonly List<TcpListener> listeners = [];

    public int Port { get; private set; }

    // Clients name the loopback in both ways; a machine without IPv6 serves the other alone.
    public void Listen(IPAddress? address, int port)
    {
        IPAddress[] addresses = address is null ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [address];
        var usable = addresses.Where(a => a.AddressFamily is AddressFamily.InterNetwork || Socket.OSSupportsIPv6);
        foreach (var bind in usable)
        {
            var listener = new TcpListener(bind, Port == 0 ? port : Port);
            if (bind.Equals(IPAddress.IPv6Any)) listener.Server.DualMode = true;
            try
            {
                listener.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable && address is null && listeners.Count > 0)
            {
                listener.Dispose(); // IPv6 is known to the system but switched off, as in most containers.
                continue;
            }

            listeners.Add(listener);
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(listeners.Select(l => AcceptAsync(l, stopping)));

    public void Dispose()
    {
        foreach (var listener in listeners) listener.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken stopping)
    {
        List<Task> serving = [];
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stopping);
                serving.RemoveAll(t => t.IsCompleted);
                serving.Add(ServeAsync(socket, stopping));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                break;
            }
            catch (SocketException e)
            {
                // A client that gave up between knocking and being let in is no reason to close the door.
                Log.AcceptFailed(logger, e);
            }
        }
        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        try
        {
            await using var connection =
                await TwsServerConnection.AcceptAsync(socket, options, clock, logger, stopping);
            await using var abort = stopping.UnsafeRegister(_ => connection.Abort("the gateway stops"), null);
            var session = loop.NewSession(connection);
            await loop.PostAsync(new GatewayInput.Arrived(session), stopping);
            await foreach (var request in connection.Requests.ReadAllAsync(stopping))
                await loop.PostAsync(new GatewayInput.Asked(session, request), stopping);
            await loop.PostAsync(new GatewayInput.Left(session), stopping);
        }
        catch (Exception e) when (e is TwsConnectException or OperationCanceledException)
        {
            // The connection has logged why it did not come about.
        }
    }
}
