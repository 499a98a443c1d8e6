using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Oms.Certificate.Comparison;
using Oms.Certificate.Reporting;
using Oms.Engine.Journal;
using Oms.Storage;
using Oms.Testing;
using OrderId = Oms.Trading.OrderId;

namespace Oms.Certificate.Live;

/// <summary>
/// The real program on a real database, the real gateway as a process of its own, and a line between them that can break. Each round loads it
/// with orders, strikes, lets it come back, and compares gateway, journal and what the API shows.
/// </summary>
internal sealed class KillRounds : IAsyncDisposable
{
    private const int OrdersBeforeStrikeMax = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(10);

    private readonly string _data = Directory.CreateTempSubdirectory("oms-certify-").FullName;
    private readonly Random _random;
    private readonly Postgres? _postgres;
    private readonly ChildProcess _gateway;
    private readonly ChildProcess _oms;
    private readonly LinkProxy _link;
    private readonly GatewayBooks _books;
    private readonly OmsClient _client;
    private readonly Load _load;
    private readonly DatabaseUrl _url;
    private readonly Strike[] _strikes;

    private KillRounds(int seed, Postgres? postgres)
    {
        var (webPort, gatewayPort, statusPort) = (ChildProcess.FreePort(), ChildProcess.FreePort(), ChildProcess.FreePort());
        _random = new(seed);
        _postgres = postgres;
        _strikes = [.. Enum.GetValues<Strike>().Where(strike => strike is not Strike.KillPostgres || postgres is not null)];
        _link = new(gatewayPort);
        var url = postgres?.Url ?? $"sqlite:///{_data}";
        _gateway = ChildProcess.Oms(
            ["paper-gateway", "--port", $"{gatewayPort}", "--status-port", $"{statusPort}", "--data", Path.Combine(_data, "gateway")],
            new Dictionary<string, string> { ["OMS_DATA_DIR"] = _data });
        _oms = ChildProcess.Oms(["run"], new Dictionary<string, string>
        {
            ["OMS_DATA_DIR"] = _data,
            ["OMS_WEB_PORT"] = $"{webPort}",
            ["OMS_MONITOR_PORT"] = "0",
            ["DATABASE_URL"] = url,
            ["IB_HOST"] = "127.0.0.1",
            ["IB_PORT"] = $"{_link.Port}",
            ["SUPERUSER_EMAIL"] = OmsClient.Email,
            ["SUPERUSER_PASSWORD"] = OmsClient.Password,
        });
        _books = new(statusPort);
        _client = new(webPort);
        _load = new(_client, $"k{seed}");
        _url = DatabaseUrl.Parse(url);
    }

    /// <summary>Strikes so many times and tells what every round came to.</summary>
    public static async Task<Phase> RunAsync(int seed, int rounds, bool onPostgres, Action<string> progress)
    {
        var phase = new Phase(onPostgres ? "on PostgreSQL" : "on SQLite");
        try
        {
            await RunAsync(seed, rounds, onPostgres, phase, progress);
        }
        catch (Exception e)
        {
            phase.Add($"{phase.Name} SEED={seed}", 0, 0, [], [new(Breach.BreakUnexplained, $"the rounds ended with {e}")]);
        }

        phase.End();
        return phase;
    }

    private static async Task RunAsync(int seed, int rounds, bool onPostgres, Phase phase, Action<string> progress)
    {
        await using var postgres = onPostgres ? new Postgres() : null;
        if (postgres is not null) await postgres.CreateAsync();
        await using var house = new KillRounds(seed, postgres);
        await house.StartAsync();
        for (var round = 1; round <= rounds; round++)
        {
            var (orders, fills) = (house._load.Orders, (await house._books.ReadAsync()).Fills.Count);
            var strike = await house.RoundAsync();
            var findings = await house.SettleAsync();
            var now = await house._books.ReadAsync();
            phase.Add($"{phase.Name} SEED={seed} round {round} {strike}", house._load.Orders - orders, now.Fills.Count - fills,
                [KeyValuePair.Create(strike.ToString(), 1)], findings);
            if (round % 10 == 0) progress(phase.Progress());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _oms.DisposeAsync();
        await _gateway.DisposeAsync();
        await _link.DisposeAsync();
        _books.Dispose();
        _client.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task StartAsync()
    {
        _gateway.Start();
        _oms.Start();
        await UntilAsync("the gateway", _books.IsUpAsync);
        await UntilAsync("the program", _client.IsReadyAsync);
        await _client.SignInAsync();
        await UntilAsync("prices", () => _client.IsPricedAsync("F"));
    }

    private async Task<Strike> RoundAsync()
    {
        using var stop = new CancellationTokenSource();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (left, strike) = (_random.Next(1, OrdersBeforeStrikeMax), _strikes[_random.Next(_strikes.Length)]);
        var load = _load.RunAsync(() =>
        {
            if (Interlocked.Decrement(ref left) == 0) enough.TrySetResult();
        }, stop.Token);
        await enough.Task.WaitAsync(Patience);
        await StrikeAsync(strike);
        await stop.CancelAsync();
        await load;
        await RecoverAsync();
        await _load.AskAgainAsync(CancellationToken.None);
        return strike;
    }

    private async Task StrikeAsync(Strike strike)
    {
        switch (strike)
        {
            case Strike.KillOms: await _oms.KillAsync(); break;
            case Strike.KillGateway: await _gateway.KillAsync(); break;
            case Strike.KillBoth: await Task.WhenAll(_gateway.KillAsync(), _oms.KillAsync()); break;
            case Strike.KillPostgres when _postgres is { } postgres: await postgres.KillAsync(); break;
            case Strike.CutLink: _link.Cut(); break;
            case Strike.HalfCloseLink:
                _link.HalfClose();
                await Task.Delay(_random.Next(300));
                _link.Cut();
                break;
            case Strike.DelayLink:
                _link.Delay = TimeSpan.FromMilliseconds(_random.Next(5, 60));
                await Task.Delay(_random.Next(300));
                _link.Cut();
                _link.Delay = TimeSpan.Zero;
                break;
            default: throw new InvalidOperationException($"{strike} is not possible here");
        }
    }

    // What is dead is started; a program that stopped since it lost its journal is started anew, as a supervisor would.
    private async Task RecoverAsync()
    {
        if (!_gateway.IsRunning) _gateway.Start();
        if (_postgres is { IsRunning: false }) await _postgres.StartAsync();
        if (!_oms.IsRunning) _oms.Start();
        await UntilAsync("the gateway", _books.IsUpAsync);
        var since = Stopwatch.GetTimestamp();
        await UntilAsync("the program", async () =>
        {
            if (await _client.IsReadyAsync()) return true;
            if (Stopwatch.GetElapsedTime(since) < RestartAfter && _oms.IsRunning) return false;
            await _oms.KillAsync();
            _oms.Start();
            since = Stopwatch.GetTimestamp();
            return false;
        });
        await UntilAsync("prices", () => _client.IsPricedAsync("F"));
    }

    // Confirmations are still on their way right after a strike; what is not right after a while is wrong.
    private async Task<IReadOnlyList<Finding>> SettleAsync()
    {
        // Over connections of its own: those of the round before may have died with PostgreSQL.
        await using var storage = new ServiceCollection().AddLogging().AddStorageReaders(_url, 0).BuildServiceProvider();
        var journal = storage.GetRequiredService<IJournal>();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var findings = await CompareAsync(journal);
            if (findings.Count == 0 || Stopwatch.GetElapsedTime(started) > SettleMax) return findings;
            await Task.Delay(100);
        }
    }

    private async Task<IReadOnlyList<Finding>> CompareAsync(IJournal journal)
    {
        var oms = await OmsBooks.ReadAsync(journal.ReadAsync(1, CancellationToken.None));
        var findings = BookComparison.Compare(await _books.ReadAsync(), oms, _load.Promised.Select(id => new OrderId(id))).ToList();
        foreach (var shown in await _client.ListAsync("orders"))
        {
            var id = shown.GetProperty("id").GetString() ?? "";
            var (status, filled) = (shown.GetProperty("workingStatus").GetString(), decimal.Parse(shown.GetProperty("cumQty").GetString() ?? "0"));
            if (!oms.Book.Orders.TryGetValue(new(id), out var order) || order.Working.ToString() != status || order.CumQty != filled)
                findings.Add(new(Breach.BreakUnexplained, $"the screen shows {id} {status} {filled}, the journal {order?.Working} {order?.CumQty}"));
        }

        return findings;
    }

    private async Task UntilAsync(string what, Func<Task<bool>> isThere)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isThere())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"{what} did not come:\n{_oms.Output}\n{_gateway.Output}");
            await Task.Delay(20);
        }
    }
}
