using System.Diagnostics;
using Npgsql;

namespace Oms.Certificate.Live;

/// <summary>A real PostgreSQL with its own folder, as durable as it comes: every commit reaches the disk. It can be killed and started again.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine("/tmp", $"oms-certify-pg-{Guid.NewGuid():N}");
    private readonly int _port = ChildProcess.FreePort();
    private readonly string _binaries = FindBinaries();
    private readonly ChildProcess _server;

    public Postgres() => _server = As("postgres", Path.Combine(_binaries, "postgres"), "-D", _folder, "-p", $"{_port}",
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "shared_buffers=32MB");

    public string Url => $"postgresql://postgres@127.0.0.1:{_port}/postgres";

    public async Task CreateAsync()
    {
        await using var init = As("postgres", Path.Combine(_binaries, "initdb"), "-D", _folder, "--locale=C", "-E", "UTF8", "--auth=trust", "-U", "postgres");
        init.Start();
        await WhileAsync(() => init.IsRunning);
        await StartAsync();
    }

    /// <summary>Starts it, after a crash with its own recovery, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        _server.Start();
        await WhileAsync(async () =>
        {
            if (!_server.IsRunning) throw new InvalidOperationException($"PostgreSQL did not start: {_server.Output}");
            try
            {
                await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Pooling=false");
                await connection.OpenAsync();
                return false;
            }
            catch (NpgsqlException)
            {
                return true;
            }
        });
    }

    public bool IsRunning => _server.IsRunning;

    public Task KillAsync() => _server.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    // It refuses to run as root.
    private static ChildProcess As(string user, string program, params string[] arguments) => Environment.UserName == "root"
        ? new("setpriv", [$"--reuid={user}", $"--regid={user}", "--init-groups", program, .. arguments], new Dictionary<string, string>())
        : new(program, arguments, new Dictionary<string, string>());

    private static Task WhileAsync(Func<bool> isBusy) => WhileAsync(() => Task.FromResult(isBusy()));

    private static async Task WhileAsync(Func<Task<bool>> isBusy)
    {
        var started = Stopwatch.GetTimestamp();
        while (await isBusy())
        {
            if (Stopwatch.GetElapsedTime(started) > StartMax) throw new TimeoutException("PostgreSQL does not get ready");
            await Task.Delay(20);
        }
    }

    private static string FindBinaries() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")))
        ?? throw new InvalidOperationException("The certificate needs PostgreSQL: apt-get install postgresql");
}
