using Oms.Certificate.Comparison;
using Oms.Engine;
using Oms.Engine.Journal;

namespace Oms.Certificate.Simulation;

/// <summary>What a scenario came to.</summary>
/// <param name="Digest">Of the whole course of events: equal for equal seeds.</param>
internal sealed record DayResult(int Seed, int Orders, int Fills, int Lives, IReadOnlyDictionary<Fault, int> Faults, IReadOnlyList<Finding> Findings, string Digest);

/// <summary>Rules to break on purpose, so that a test can see the certificate fail. Nothing in production knows of them.</summary>
internal sealed record PlantedBug(Func<IBroker, TimeProvider, IBroker>? Broker = null, Func<IJournal, IJournal>? Journal = null);

/// <summary>
/// One seeded trading day: bursts of orders, faults in the middle of them, programs that die and come back. In the evening everything is left
/// to settle, a last connection shows what was hidden, and the books are compared.
/// </summary>
internal sealed class TradingDay
{
    private const int BurstsMax = 5;
    private const int BurstOrdersMax = 7;
    private const int FaultsMax = 10;
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);
    private static readonly Fault[] Kinds = Enum.GetValues<Fault>();

    private readonly int _seed;
    private readonly World _world;
    private readonly FaultPlan _faults = new();
    private readonly Disk _disk;
    private readonly Counterparty _counterparty;
    private readonly Caller _caller;
    private readonly PlantedBug _bug;
    private readonly List<EngineLife> _lives = [];

    private TradingDay(int seed, PlantedBug bug, Action<string>? story)
    {
        (_seed, _bug) = (seed, bug);
        _world = new(seed, story);
        _disk = new(_world, _faults);
        _counterparty = new(_world, _faults);
        _caller = new(_world, () => _lives.LastOrDefault());
    }

    public static DayResult Run(int seed, PlantedBug? bug = null, Action<string>? story = null)
    {
        var day = new TradingDay(seed, bug ?? new(), story);
        try
        {
            return day.Run();
        }
        catch (Exception e)
        {
            return day.Result([new(Breach.BreakUnexplained, $"the day ended with {e}")]);
        }
        finally
        {
            foreach (var life in day._lives) life.Dispose();
        }
    }

    private DayResult Run()
    {
        StartEngine();
        var evening = PlanDay();
        _world.RunUntil(evening);

        _faults.Disarm();
        _counterparty.IsTrading = false;
        _world.RunUntil(_world.Now + Settling);
        var findings = _counterparty.HasSecrets ? [] : Compare(); // What the link never hid must be right without a new one.

        _counterparty.BreakLink(half: false);
        _world.RunUntil(_world.Now + Settling);
        if (findings.Count == 0) findings = Compare();
        return Result(findings);
    }

    private IReadOnlyList<Finding> Compare() =>
        BookComparison.Compare(_counterparty.Books, OmsBooks.Read(_disk.Rows), _caller.Promised);

    private DayResult Result(IReadOnlyList<Finding> findings) => new(
        _seed, _caller.Orders, _counterparty.Books.Fills.Count, _lives.Count, _faults.Happened, findings,
        $"{_world.Steps} {(_disk.Rows.Count == 0 ? "" : Convert.ToHexStringLower(_disk.Rows[^1].Hash.Span))}");

    // Bursts a while apart, each with its share of the day's faults.
    private TimeSpan PlanDay()
    {
        var at = TimeSpan.FromSeconds(5);
        for (var bursts = 1 + _world.Random.Next(BurstsMax); bursts > 0; bursts--)
        {
            var length = _world.Chance(0.7) ? TimeSpan.FromMilliseconds(60) : TimeSpan.FromSeconds(5);
            for (var orders = 1 + _world.Random.Next(BurstOrdersMax); orders > 0; orders--) _world.After(at + _world.UpTo(length), _caller.Trade);
            for (var faults = _world.Random.Next(FaultsMax / 2); faults > 0; faults--)
            {
                var kind = Kinds[_world.Random.Next(Kinds.Length)];
                _world.After(at + _world.UpTo(2 * length), () => Inject(kind));
            }

            at += length + _world.UpTo(TimeSpan.FromMinutes(10));
        }

        return at;
    }

    private void Inject(Fault fault)
    {
        _world.Tell($"fault {fault}");
        switch (fault)
        {
            case Fault.KillAnywhere: _lives[^1].Kill(); break;
            case Fault.StopInOrder: _lives[^1].Stop(); break;
            case Fault.LinkCut: _counterparty.BreakLink(half: false); break;
            case Fault.LinkHalfCut: _counterparty.BreakLink(half: true); break;
            case Fault.GatewayRestart: _counterparty.Restart(); break;
            case Fault.GatewayRestartWithIdsRolledBack:
                _faults.Arm(fault);
                _counterparty.Restart();
                return; // Counted when the low id is told.
            case Fault.UpstreamLost: _counterparty.LoseUpstream(); break;
            case Fault.ExternalFill: _counterparty.TradeOutside(EngineLife.Accounts[0], EngineLife.Symbols[_world.Random.Next(2)]); break;
            case Fault.ClockForward: _world.ClockOffset += _world.UpTo(TimeSpan.FromHours(2)); break;
            case Fault.ClockBack: _world.ClockOffset -= _world.UpTo(TimeSpan.FromHours(2)); break;
            default: _faults.Arm(fault); return;
        }

        _faults.Count(fault);
    }

    // The supervisor of every deployment: what has ended is started again.
    private void StartEngine()
    {
        var process = new SimulatedProcess(_world);
        var quotes = new QuoteBoard();
        IJournal journal = _disk.Mount(process);
        IBroker broker = new SimulatedBroker(_world, _faults, _counterparty, process, quotes);
        var life = new EngineLife(process, _bug.Journal?.Invoke(journal) ?? journal, _bug.Broker?.Invoke(broker, process.Clock) ?? broker);
        _lives.Add(life);
        process.Killed = () => Restart(life);
        life.Start(ended: process.Kill);
    }

    private void Restart(EngineLife life)
    {
        life.Kill();
        _counterparty.HangUp();
        _world.After(_world.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(3)), StartEngine);
    }
}
