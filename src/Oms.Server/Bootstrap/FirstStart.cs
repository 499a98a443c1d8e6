using Oms.Engine;
using Oms.Server.Hosting;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Risk;

namespace Oms.Server.Bootstrap;

/// <summary>Gives a fresh journal its firm's account with limits, and the instruments, as commands like any other.</summary>
internal sealed class FirstStart(
    EngineService engine, ITradingDesk desk, ReferenceData reference, OmsSettings settings, ILogger<FirstStart> logger) : BackgroundService
{
    public static readonly FirmId Firm = new("demo");

    // Wide enough to try things out, narrow enough that a slip of the finger is caught.
    private static readonly RiskLimits Limits = new(
        MaxOrderQty: 100_000, MaxNotional: 1_000_000, PriceCollarPercent: 5, PriceAgeMax: TimeSpan.FromSeconds(60), Restricted: [], Version: 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await engine.Recovered.WaitAsync(stoppingToken);
        if (reference.Instruments.Count == 0)
        {
            var instruments = Catalog.Load();
            await desk.ListInstrumentsAsync(instruments, Actor.System, stoppingToken);
            Log.InstrumentsListed(logger, instruments.Length);
        }

        if (reference.Accounts.Count > 0) return;
        var id = new AccountId(settings.Account);
        var mode = id.Value.StartsWith('D') ? TradingMode.Paper : TradingMode.Live; // IB: the ids of paper accounts start with D.
        await desk.OpenAccountAsync(new(id, Firm, $"{mode} {id}", "USD", mode), Actor.System, stoppingToken);
        if (mode is TradingMode.Paper) await desk.SetLimitsAsync(id, Limits, Actor.System, stoppingToken); // Real money: set by a person.
        Log.DemoReady(logger, Firm.Value, id.Value);
    }
}
