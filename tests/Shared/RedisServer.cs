using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Oms.Testing;

/// <summary>
/// A real Redis server on a port of its own, to be stopped and started again. It ends with the test process, however that ends: the shell
/// that started it waits for the end of its standard input.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Script =
        """
        redis-server --port "$1" --bind 127.0.0.1 --save "" --appendonly no --dir /tmp >&2 &
        pid=$!
        cat >/dev/null
        kill -9 $pid
        wait $pid 2>/dev/null
        """;

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private Process? _process;

    public int Port { get; } = FreePort();

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", Script, "sh", $"{Port}"]) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("sh did not start");
        _process.BeginErrorReadLine();
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (Stopwatch.GetElapsedTime(started) > StartMax)
                throw new InvalidOperationException("Redis did not start; these tests need it: apt-get install redis-server");
            await Task.Delay(20);
        }
    }

    /// <summary>As a crash would end it.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[16]) > 0;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
