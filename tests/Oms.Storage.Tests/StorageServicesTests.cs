using Microsoft.Data.Sqlite;
using Oms.Engine;
using Oms.Storage.ReadModel;
using Oms.Storage.Settings;
using Oms.Testing;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Storage.Tests;

/// <summary>Engine and storage together, as a program registers them.</summary>
public sealed class StorageServicesTests(PostgresServer server)
{
    private static readonly FirmId Demo = new("demo");

    [Fact]
    public async Task Sqlite_keeps_everything_over_a_restart()
    {
        using var folder = new TestFolder();
        await KeepsEverythingAsync(DatabaseUrl.Parse($"sqlite:///{folder.Path}"));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Postgres_keeps_everything_over_a_restart() =>
        await KeepsEverythingAsync(new DatabaseUrl.Postgres(await server.CreateDatabaseAsync()));

    private static async Task KeepsEverythingAsync(DatabaseUrl url)
    {
        long seq;
        using (var host = await StartAsync(url))
        {
            var desk = host.Services.GetRequiredService<ITradingDesk>();
            var opened = await desk.OpenAccountAsync(new(new("DU1"), Demo, "One", "USD", TradingMode.Paper), Actor.System, default);
            seq = opened.Seq;
            await AssertSeenAsync(host, seq);
            await host.StopAsync();
        }

        using var again = await StartAsync(url);
        Assert.Equal(seq, again.Services.GetRequiredService<EventFeed>().Head);
        await AssertSeenAsync(again, seq);
        await again.StopAsync();
    }

    private static async Task AssertSeenAsync(IHost host, long seq)
    {
        var projector = host.Services.GetRequiredService<Projector>();
        var progress = host.Services.GetRequiredService<ReadModelProgress>();
        Assert.True(await progress.WaitForAsync(seq, TimeSpan.FromSeconds(30), default), projector.LastError);
        var accounts = await host.Services.GetRequiredService<ReadModelStore>().AccountsAsync(Demo, default);
        Assert.Equal("DU1", Assert.Single(accounts).Account.Id.Value);
    }

    private static async Task<IHost> StartAsync(DatabaseUrl url)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging().AddSingleton<EngineMetrics>().AddSingleton<ReferenceData>().AddSingleton<QuoteBoard>()
            .AddSingleton<EventFeed>().AddSingleton<Sequencer>().AddSingleton<BrokerGateway>().AddSingleton<ITradingDesk, TradingDesk>()
            .AddSingleton<IBroker, IdleBroker>().AddSingleton(new EngineOptions(0)).AddSingleton<EngineService>()
            .AddHostedService(services => services.GetRequiredService<EngineService>())
            .AddStorage(url, 0);
        var host = builder.Build();
        await host.Services.MigrateSettingsAsync(default);
        await host.StartAsync();
        await host.Services.GetRequiredService<EngineService>().Recovered;
        return host;
    }

    /// <summary>A broker that cannot be reached.</summary>
    private sealed class IdleBroker : IBroker
    {
        public BrokerStatus Status => new(Oms.Trading.Broker.LinkState.Disconnected, default, "", 0, 0, null, null, 0);

        public Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct) =>
            Task.Delay(Timeout.Infinite, ct);

        public ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct) => NotSent();

        public ValueTask<SendOutcome> CancelAsync(Order order, CancellationToken ct) => NotSent();

        public ValueTask<SendOutcome> ReplaceAsync(Order order, Instrument instrument, ReplaceTerms terms, CancellationToken ct) => NotSent();

        public ValueTask WatchAsync(Instrument instrument, CancellationToken ct) => default;

        public ValueTask SynchronizeAsync(CancellationToken ct) => default;

        public ValueTask ReconnectAsync(CancellationToken ct) => default;

        private static ValueTask<SendOutcome> NotSent() => new(new SendOutcome.NotSent("no broker"));
    }
}
