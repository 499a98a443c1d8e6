using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;
using Oms.Trading.Risk;

namespace Oms.Certificate.Simulation;

/// <summary>One life of the whole engine as production composes it, on the disk and the broker of the world.</summary>
internal sealed class EngineLife : IDisposable
{
    public static readonly AccountId[] Accounts = [new("DU1"), new("DU2")];
    public static readonly Symbol[] Symbols = [new("ABC"), new("XYZ")];
    private static readonly FirmId Firm = new("firm");
    private static readonly RiskLimits Limits = new(100_000, 10_000_000, 20, TimeSpan.FromSeconds(30), [], 0);

    // Every start replays from zero: what a snapshot gives is compared with that elsewhere, and here the replay is what is on trial.
    private static readonly ForgetfulMarks NoMarks = new();

    private readonly CancellationTokenSource _stopping = new();
    private readonly EngineMetrics _metrics = new();
    private readonly EngineService _service;

    public EngineLife(SimulatedProcess process, IJournal journal, IBroker broker)
    {
        var reference = new ReferenceData();
        var feed = new EventFeed(journal);
        Process = process;
        Sequencer = new(journal, feed, reference, _metrics, process.Clock, NullLogger<Sequencer>.Instance);
        var gateway = new BrokerGateway(broker, Sequencer, feed, reference, NullLogger<BrokerGateway>.Instance);
        var options = new EngineOptions(0);
        _service = new(journal, Sequencer, gateway, broker, feed, reference,
            new(journal, NoMarks, options, NullLogger<Recovery>.Instance),
            new(NoMarks, options, process.Clock, NullLogger<SnapshotKeeper>.Instance),
            options, NullLogger<EngineService>.Instance);
    }

    public SimulatedProcess Process { get; }
    public Sequencer Sequencer { get; }

    /// <summary>Prices as they are now. What they are does not matter here, only that a decision has fresh ones.</summary>
    public MarketView Market => new(new(9.99m, 100, 10.01m, 100, null, null, null, Instant.Now(Process.Clock)), 1);

    /// <summary>True while commands can be handed in.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Starts the program; tells when it has ended by itself.</summary>
    public void Start(Action ended)
    {
        Process.Start(async () =>
        {
            await _service.RunAsync(_stopping.Token);
            IsUp = false;
            ended();
        });
        Process.Start(async () =>
        {
            await _service.Recovered;
            foreach (var command in Setup) await AskAsync(command);
            IsUp = true;
        });
    }

    /// <summary>The answer to a command; null when the engine stopped before it gave one.</summary>
    public async Task<Decision?> AskAsync(Command command)
    {
        if (!Sequencer.TrySubmit(command, out var answer)) return null;
        try
        {
            return (await answer).Decision;
        }
        catch (EngineStoppedException)
        {
            return null; // Whether it was journaled is to be asked again.
        }
    }

    /// <summary>Asks it to stop, as an operator would.</summary>
    public void Stop() => Process.Post(_ => _stopping.Cancel(), null);

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        Process.Kill();
        IsUp = false;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _service.Dispose();
        _metrics.Dispose();
    }

    // The same at each start: what is known already changes nothing.
    private static IEnumerable<Command> Setup =>
    [
        new Command.ListInstruments([.. Symbols.Select(symbol => new Instrument(
            symbol, symbol.Value, "STK", symbol.Value, "SMART", null, "USD", 1, 0.01m, 1, "America/New_York", null))], Actor.System),
        .. Accounts.SelectMany(id => new Command[]
        {
            new Command.OpenAccount(new(id, Firm, id.Value, "USD", TradingMode.Paper), Actor.System),
            new Command.SetRiskLimits(id, Limits, Actor.System),
        }),
    ];
}
