using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Oms.Certificate.Live;

/// <summary>A program of its own, to be killed without warning and started again.</summary>
internal sealed class ChildProcess(string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private const int OutputLinesMax = 200;

    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last lines that it printed.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The program of this repository: what make has built, or what lies beside the tests.</summary>
    public static ChildProcess Oms(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "oms.dll");
        return File.Exists(beside)
            ? new("dotnet", [beside, .. arguments], environment)
            : new(Path.GetFullPath("out/oms"), [.. arguments], environment);
    }

    public void Start()
    {
        var start = new ProcessStartInfo(file) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process?.Dispose();
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>kill -9, the children too.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        _output.Enqueue(line ?? "");
        if (_output.Count > OutputLinesMax) _output.TryDequeue(out _);
    }
}
