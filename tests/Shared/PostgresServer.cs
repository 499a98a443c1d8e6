using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Oms.Testing;

/// <summary>
/// A real PostgreSQL server for one test run, in a temporary folder on a free port. It ends with the test process, however that ends:
/// the shell that started it waits for the end of its standard input.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Script =
        """
        dir=$(mktemp -d /tmp/oms-postgres-XXXXXX) || exit 1
        if ! "$1/initdb" -D "$dir/data" --locale=C -E UTF8 --auth=trust -U postgres --no-sync >"$dir/initdb.log" 2>&1; then
          cat "$dir/initdb.log" >&2; rm -rf "$dir"; exit 1
        fi
        "$1/postgres" -D "$dir/data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
          -c fsync=off -c max_connections=200 -c shared_buffers=32MB >&2 &
        pid=$!
        cat >/dev/null
        kill -INT $pid
        wait $pid
        rm -rf "$dir"
        """;

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly int _port = FreePort();
    private Process? _process;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        string[] asPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]; // It refuses to run as root.
        string[] command = [.. Environment.UserName == "root" ? asPostgres : [], "sh", "-c", Script, "sh", FindBinaries(), $"{_port}"];
        start.FileName = command[0];
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("PostgreSQL did not start");
        _process.ErrorDataReceived += (_, e) => { lock (_output) _output.AppendLine(e.Data); };
        _process.BeginErrorReadLine();
        await ReadyAsync();
    }

    /// <summary>Makes an empty database and answers how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name, pooling: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        NpgsqlConnection.ClearAllPools();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadyAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException e)
            {
                if (_process is { HasExited: false } && Stopwatch.GetElapsedTime(started) < StartMax)
                {
                    await Task.Delay(50);
                    continue;
                }

                lock (_output) throw new InvalidOperationException($"PostgreSQL did not start: {_output}", e);
            }
        }
    }

    private string ConnectionString(string database, bool pooling) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Pooling={pooling};Maximum Pool Size=10";

    private static string FindBinaries()
    {
        const string Root = "/usr/lib/postgresql";
        var versions = Directory.Exists(Root) ? Directory.GetDirectories(Root) : [];
        return versions.Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")))
            ?? throw new InvalidOperationException($"These tests need PostgreSQL: no server under {Root}; apt-get install postgresql");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
