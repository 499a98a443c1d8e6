using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Oms.Testing;

/// <summary>The line between the program and a server: a TCP proxy that can cut, half close and delay what passes.</summary>
internal sealed class LinkProxy : IAsyncDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Pair, bool> _pairs = new();
    private readonly int _target;
    private readonly Task _accepting;

    public LinkProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How long each piece waits before it goes on.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>False: who connects is turned away at once.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Resets every connection; what was under way is gone.</summary>
    public void Cut()
    {
        foreach (var pair in _pairs.Keys) pair.Reset();
    }

    /// <summary>From now on nothing of the program reaches the server, and nobody is told.</summary>
    public void HalfClose()
    {
        foreach (var pair in _pairs.Keys) pair.IsDeaf = true;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return; // The proxy is at its end.
            }

            _ = ServeAsync(near);
        }
    }

    private async Task ServeAsync(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var pair = new Pair(near, far);
        try
        {
            if (!IsOpen) return;
            await far.ConnectAsync(IPAddress.Loopback, _target);
            (near.NoDelay, far.NoDelay) = (true, true);
            _pairs[pair] = true;
            await Task.WhenAny(PumpAsync(near, far, () => pair.IsDeaf), PumpAsync(far, near, () => false));
        }
        catch (SocketException)
        {
            // The server is away: the program finds its connection closed.
        }
        finally
        {
            _pairs.TryRemove(pair, out _);
            pair.Reset();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Func<bool> isDeaf)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (Delay > TimeSpan.Zero) await Task.Delay(Delay);
                if (!isDeaf()) await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is gone; the other follows.
        }
    }

    private sealed class Pair(Socket near, Socket far)
    {
        public volatile bool IsDeaf;

        public void Reset()
        {
            near.Close(0);
            far.Close(0);
        }
    }
}
