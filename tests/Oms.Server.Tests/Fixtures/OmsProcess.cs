using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace Oms.Server.Tests.Fixtures;

/// <summary>The program as a process of its own, to be killed without warning and started again on the same data.</summary>
public sealed class OmsProcess(string data) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int _webPort = FreePort();
    private readonly int _paperPort = FreePort();
    private readonly int _monitorPort = FreePort();
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public HttpClient Http { get; private set; } = new();

    public string Output => string.Join('\n', _output);

    /// <summary>Starts <c>oms run</c> and waits until it is ready, or gives up with what it printed.</summary>
    public async Task StartAsync()
    {
        Launch("run");
        Http.Dispose();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_webPort}/api/v1/"), Timeout = TimeSpan.FromSeconds(30) };
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsReadyAsync())
        {
            if (_process is not { HasExited: false } || patience.IsCancellationRequested)
                throw new InvalidOperationException($"the program did not get ready:\n{Output}");
            await Task.Delay(20, CancellationToken.None);
        }

        using var response = await Http.PostAsJsonAsync(new Uri("auth/login", UriKind.Relative), new { email = OmsApp.Email, password = OmsApp.Password });
        var token = (await response.JsonAsync()).Text("accessToken");
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Runs a command of the program to its end and answers its exit code.</summary>
    public async Task<int> RunAsync(params string[] arguments)
    {
        Launch(arguments);
        using var patience = new CancellationTokenSource(Patience);
        var process = _process ?? throw new InvalidOperationException("the program did not start");
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>kill -9: no warning, no shutdown, no flush.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.JsonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Http.Dispose();
    }

    private void Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "oms.dll") }.Concat(arguments)) start.ArgumentList.Add(argument);
        start.Environment["OMS_DATA_DIR"] = data;
        start.Environment["OMS_WEB_PORT"] = $"{_webPort}";
        start.Environment["OMS_PAPER_PORT"] = $"{_paperPort}";
        start.Environment["OMS_MONITOR_PORT"] = $"{_monitorPort}";
        start.Environment["SUPERUSER_PASSWORD"] = OmsApp.Password;
        _output.Clear();
        _process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        _process.OutputDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        _process.ErrorDataReceived += (_, e) => _output.Enqueue(e.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await Http.GetAsync(new Uri("health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
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
