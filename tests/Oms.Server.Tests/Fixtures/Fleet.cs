using System.Net.Http.Headers;
using Oms.PaperGateway;
using Oms.Testing;

namespace Oms.Server.Tests.Fixtures;

/// <summary>The product as processes of their own: one engine, two webs, on PostgreSQL and Redis, with a paper gateway over TCP.</summary>
public sealed class Fleet(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _data = Directory.CreateTempSubdirectory("oms-fleet-").FullName;
    private readonly Dictionary<string, string> _environment = [];
    private readonly int[] _ports = [RoleProcess.FreePort(), RoleProcess.FreePort(), RoleProcess.FreePort()];
    private readonly List<RoleProcess> _webs = [];
    private PaperGatewayHost? _paper;
    private RoleProcess? _engine;

    public RedisServer Redis { get; } = new();

    /// <summary>Signed-in clients of the two webs.</summary>
    public IReadOnlyList<HttpClient> Webs { get; private set; } = [];

    public PaperGatewayHost Paper => _paper ?? throw new InvalidOperationException("the paper gateway has not started");

    public async ValueTask InitializeAsync()
    {
        await Redis.StartAsync();
        _paper = await OmsApp.StartPaperAsync(_data, 0);
        _environment["OMS_DATA_DIR"] = _data;
        _environment["DATABASE_URL"] = await postgres.CreateDatabaseUrlAsync();
        _environment["MESSAGE_BROKER_URL"] = $"redis://127.0.0.1:{Redis.Port}/1";
        _environment["OMS_ENGINE_PORT"] = $"{_ports[0]}";
        _environment["IB_HOST"] = "127.0.0.1";
        _environment["IB_PORT"] = $"{_paper.Port}";
        _environment["SUPERUSER_PASSWORD"] = OmsApp.Password;
        await using (var migrate = Start("migrate"))
        {
            if (await migrate.WaitAsync(Patience) != 0) throw new InvalidOperationException($"the tables were not made:\n{migrate.Output}");
        }

        _engine = Start("engine");
        foreach (var port in _ports[1..]) _webs.Add(Start("web", ("OMS_WEB_PORT", $"{port}")));
        await EngineReadyAsync();
        Webs = [await ClientAsync(_webs[0], _ports[1]), await ClientAsync(_webs[1], _ports[2])];
    }

    /// <summary>Another process of the fleet.</summary>
    public RoleProcess Start(string role, params (string Name, string Value)[] own)
    {
        var environment = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in own) environment[name] = value;
        return RoleProcess.Start(role, environment);
    }

    public Task KillEngineAsync() => _engine?.KillAsync() ?? Task.CompletedTask;

    public async Task StartEngineAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
        _engine = Start("engine");
        await EngineReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var http in Webs) http.Dispose();
        foreach (var web in _webs) await web.DisposeAsync();
        if (_engine is not null) await _engine.DisposeAsync();
        if (_paper is not null) await _paper.DisposeAsync();
        await Redis.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private Task EngineReadyAsync() => ReadyAsync(_engine ?? throw new InvalidOperationException("there is no engine"), _ports[0]);

    private static async Task ReadyAsync(RoleProcess process, int port)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var patience = new CancellationTokenSource(Patience);
        var last = "";
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), patience.Token);
                if (answer.IsSuccessStatusCode) return;
                last = await answer.Content.ReadAsStringAsync(patience.Token);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                if (process.HasExited || patience.IsCancellationRequested) throw new InvalidOperationException($"not ready: {last}\n{process.Output}", e);
            }

            await Task.Delay(50);
        }
    }

    private static async Task<HttpClient> ClientAsync(RoleProcess process, int port)
    {
        await ReadyAsync(process, port);
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        using var response = await http.PostAsJsonAsync(new Uri("auth/login", UriKind.Relative), new { email = OmsApp.Email, password = OmsApp.Password });
        var token = (await response.JsonAsync()).Text("accessToken");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
