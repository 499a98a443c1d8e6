using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine;
using Oms.PaperGateway;
using Oms.Server.Commands;
using Oms.Server.Hosting;
using Oms.Server.Schedules;
using Oms.Storage.Settings;

namespace Oms.Server.Tests.Fixtures;

/// <summary>The whole product in this process: paper gateway over TCP, engine, storage, API on a free port. Nothing in it is a stand-in.</summary>
public sealed class OmsApp : IAsyncDisposable
{
    public const string Email = "admin@example.com";
    public const string Password = "a long enough password";
    public const string Account = "DU123456";
    public const string MonitorUser = "ann";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private OmsApp(WebApplication app, PaperGatewayHost? paper, HttpClient http, string folder, bool ownsFolder) =>
        (_app, Paper, Http, _folder, _ownsFolder) = (app, paper, http, folder, ownsFolder);

    public PaperGatewayHost? Paper { get; }

    /// <summary>Signed in as the first user.</summary>
    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress ?? throw new InvalidOperationException("the client has no address");
    public IServiceProvider Services => _app.Services;

    /// <summary>Where the monitor answers; its listener is the last.</summary>
    public Uri Monitor => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Last()
        ?? throw new InvalidOperationException("the monitor has no address"));

    /// <param name="databaseUrl">Null keeps everything in SQLite files in the folder.</param>
    /// <param name="folder">An existing data folder to start on; null makes one that goes with the app.</param>
    public static async Task<OmsApp> StartAsync(string? databaseUrl = null, string? folder = null, bool withPaper = true, bool untilReady = true)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("oms-test-").FullName;
        var paper = withPaper ? await StartPaperAsync(data, 0) : null;
        var settings = OmsSettings.FromEnvironment(name => name switch
        {
            "OMS_DATA_DIR" => data,
            "OMS_WEB_PORT" => "0",
            "OMS_MONITOR_PORT" => "0",
            "FLOWER_USER" => MonitorUser,
            "FLOWER_PASSWORD" => Password,
            "DATABASE_URL" => databaseUrl,
            "IB_HOST" => "127.0.0.1",
            "IB_PORT" => (paper?.Port ?? 1).ToString(),
            "SUPERUSER_PASSWORD" => Password,
            _ => null,
        });
        var app = RoleHost.Build(settings, RunCommand.Roles);
        await Preparation.RunAsync(app.Services, settings, CancellationToken.None);
        await SchedulerServices.PrepareAsync(settings.Database, CancellationToken.None);
        await app.StartAsync();
        await app.Services.GetRequiredService<EngineService>().Recovered.WaitAsync(Patience);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First()
            ?? throw new InvalidOperationException("the server has no address");
        var http = new HttpClient { BaseAddress = new Uri($"{address}/api/v1/") };
        var started = new OmsApp(app, paper, http, data, folder is null);
        await started.SignInAsync();
        if (withPaper && untilReady) await started.UntilReadyAsync();
        return started;
    }

    public static async Task<PaperGatewayHost> StartPaperAsync(string data, int port)
    {
        var options = new PaperGatewayOptions { Port = port, DataDirectory = Path.Combine(data, "paper-gateway") };
        var paper = new PaperGatewayHost(options, TimeProvider.System, NullLoggerFactory.Instance);
        await paper.StartAsync(CancellationToken.None);
        return paper;
    }

    /// <summary>Asks again and again until the answer satisfies; the state of the product can be seen from outside in no other way.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> satisfies)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await GetAsync(path);
            if (satisfies(answer)) return answer;
            if (patience.IsCancellationRequested) throw new TimeoutException($"{path} stayed at {answer}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public Task<JsonElement> UntilReadyAsync() => UntilAsync("health/ready", answer => answer.GetProperty("status").GetString() == "ready");

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Looks into the settings database, or writes to it what only time would bring.</summary>
    public async Task<T> SettingsAsync<T>(Func<SettingsDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SettingsDb>());
    }

    /// <summary>Does to the query tables, kept in SQLite, what they must survive.</summary>
    public async Task DamageReadModelAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "read.db")}");
        await connection.OpenAsync();
        await using var damage = connection.CreateCommand();
        damage.CommandText = sql;
        Assert.True(await damage.ExecuteNonQueryAsync() > 0, $"nothing was damaged by {sql}");
    }

    public Task<HttpResponseMessage> PlaceAsync(object body) => Http.PostAsJsonAsync(new Uri("orders", UriKind.Relative), body);

    public async Task<HttpResponseMessage> ReplaceAsync(string id, int version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri($"orders/{id}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await Http.SendAsync(request);
    }

    /// <summary>Waits for the price of an instrument, without which nothing may be traded.</summary>
    public Task<JsonElement> UntilPricedAsync(string symbol) =>
        UntilAsync($"marketdata/quotes/{symbol}", quote => quote.TryGetProperty("ask", out var ask) && ask.ValueKind is JsonValueKind.String
            && quote.GetProperty("bid").ValueKind is JsonValueKind.String);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Paper is not null) await Paper.DisposeAsync();
        if (_ownsFolder) Directory.Delete(_folder, recursive: true);
    }

    private async Task SignInAsync()
    {
        using var response = await Http.PostAsJsonAsync(new Uri("auth/login", UriKind.Relative), new { email = Email, password = Password });
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}
