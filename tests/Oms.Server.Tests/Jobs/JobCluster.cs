using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Oms.Server.Jobs;
using Oms.Server.Tests.Fixtures;
using Oms.Storage;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Testing;

namespace Oms.Server.Tests.Jobs;

/// <summary>Workers and schedulers as processes of their own on one PostgreSQL database, to be killed, paused and started again.</summary>
public sealed class JobCluster : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _url;
    private readonly LinkProxy? _line;
    private readonly string _folder = Directory.CreateTempSubdirectory("oms-jobs-").FullName;
    private readonly ServiceProvider _services;
    private readonly ConcurrentDictionary<string, Process> _processes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _ports = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _output = new();

    private JobCluster(string url, LinkProxy? line)
    {
        (_line, _url) = (line, line is null ? url : url.Replace($":{new Uri(url).Port}/", $":{line.Port}/", StringComparison.Ordinal));
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSettings(DatabaseUrl.Parse(url))
            .AddSingleton(new JobCatalog(JobServices.Definitions)).AddSingleton<RunQueue>().AddScoped<RunQueries>().BuildServiceProvider();
    }

    public string Output => string.Join('\n', _output);

    internal RunQueue Queue => _services.GetRequiredService<RunQueue>();

    /// <summary>The line between the processes and the database; the tests have one of their own.</summary>
    internal LinkProxy Line => _line ?? throw new InvalidOperationException("this cluster has no line to cut");

    public static async Task<JobCluster> StartAsync(PostgresServer server, bool withLine = false)
    {
        var url = await server.CreateDatabaseUrlAsync();
        var cluster = new JobCluster(url, withLine ? new LinkProxy(new Uri(url).Port) : null);
        await cluster._services.MigrateSettingsAsync(default);
        return cluster;
    }

    public void Start(string name, string role) => Launch(name, [role]);

    public async Task<int> RunAsync(params string[] arguments)
    {
        var process = Launch(string.Join(' ', arguments), arguments);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(string name)
    {
        if (!_processes.TryRemove(name, out var process)) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Null while it is ready; else why it is not.</summary>
    public async Task<string?> WhyNotReadyAsync(string name)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{_ports[name]}/health/ready"));
        return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync();
    }

    public int ProcessId(string name) => _processes[name].Id;

    public async Task SignalAsync(string name, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{ProcessId(name)}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<T> QueryAsync<T>(Func<SettingsDb, Task<T>> query)
    {
        await using var scope = _services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<SettingsDb>());
    }

    internal Task<JobRun> EnqueueAsync(string args) => Queue.EnqueueAsync(new("probe", args, "test"), default);

    public Task<JobRun> UntilAsync(long id, Func<JobRun, bool> isSo) =>
        UntilAsync(db => db.JobRuns.AsNoTracking().SingleAsync(run => run.Id == id), isSo, run => $"run {run.Id} is {run.Status}, attempt {run.Attempt} on {run.WorkerId}");

    /// <summary>Looks again and again: what other processes do can be seen in the database alone.</summary>
    public async Task<T> UntilAsync<T>(Func<SettingsDb, Task<T>> query, Func<T, bool> isSo, Func<T, string> tell)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var seen = await QueryAsync(query);
            if (isSo(seen)) return seen;
            if (patience.IsCancellationRequested) throw new TimeoutException($"{tell(seen)}\n{Output}");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    public Task UntilAliveAsync(string role, int count) => UntilAsync(
        db => db.JobNodes.CountAsync(node => node.Role == role && node.StoppedAt == null), alive => alive >= count, alive => $"{alive} of {count} nodes of {role}");

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _processes.Keys) await KillAsync(name);
        if (_line is not null) await _line.DisposeAsync();
        await _services.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Launch(string name, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "oms.dll"))) start.ArgumentList.Add(argument);
        start.Environment["OMS_DATA_DIR"] = _folder;
        start.Environment["DATABASE_URL"] = _url;
        start.Environment["OMS_BACKUP_KEY"] = "a key of the tests only";
        _ports[name] = FreePort();
        foreach (var port in (string[])["OMS_WORKER_PORT", "OMS_SCHEDULER_PORT"]) start.Environment[port] = $"{_ports[name]}";
        var process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        _processes[name] = process;
        process.OutputDataReceived += (_, e) => _output.Enqueue($"{name}: {e.Data}");
        process.ErrorDataReceived += (_, e) => _output.Enqueue($"{name}: {e.Data}");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
