using System.Diagnostics;
using Oms.Certificate.Comparison;
using Oms.Certificate.Reporting;
using Oms.Certificate.Simulation;

namespace Oms.Certificate.Tests;

/// <summary>The short run of the certificate, and the proof that it can fail.</summary>
public sealed class SimulationTests
{
    private const int Days = 1500;
    private const int DaysToCatchABug = 150;

    [Fact]
    public void Thousands_of_broken_days_leave_no_order_and_no_fill_lost_or_doubled()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        var phase = SimulatedDays.Run(seed, Days, _ => { });

        Assert.True(phase.Findings.Count == 0, string.Join('\n', phase.Findings.Take(10).Select(found => $"{found.Seed}: {found.Finding}")));
        Assert.Equal(Enum.GetNames<Fault>().Order(StringComparer.Ordinal), phase.Faults.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_is_the_same_day()
    {
        for (var seed = 0; seed < 20; seed++) Assert.Equal(TradingDay.Run(seed).Digest, TradingDay.Run(seed).Digest);
    }

    [Fact]
    public async Task The_same_seed_is_the_same_day_in_another_process()
    {
        const int Seed = 4711;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Oms.Certificate.dll"));
        start.Environment["SEED"] = $"{Seed}";
        start.Environment["SCENARIOS"] = "1";

        using var process = Process.Start(start) ?? throw new InvalidOperationException("the certificate did not start");
        var story = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.EndsWith($"digest {TradingDay.Run(Seed).Digest}", story.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Skipping_the_de_duplication_is_caught_as_fills_doubled() =>
        Catches(Breach.FillDoubled, new(Broker: (broker, _) => new CountsRepeatedFills(broker)));

    [Fact]
    public void Sending_before_the_journal_has_it_is_caught_as_orders_lost() =>
        Catches(Breach.OrderLost, new(Journal: journal => new AnswersBeforeItIsDurable(journal)));

    [Fact]
    public void Sending_again_on_doubt_is_caught_as_orders_sent_twice() =>
        Catches(Breach.OrderSentTwice, new(Broker: (broker, clock) => new ResendsOnDoubt(broker, clock)));

    [Fact]
    public void Forgetting_the_doubt_is_caught_as_orders_lost() =>
        Catches(Breach.OrderLost, new(Broker: (broker, _) => new ForgetsTheDoubt(broker)));

    [Fact]
    public void Dropping_a_fill_is_caught_as_fills_lost() =>
        Catches(Breach.FillLost, new(Broker: (broker, _) => new DropsFills(broker)));

    [Fact]
    public void A_certificate_with_a_finding_says_so()
    {
        var phase = new Phase("any");
        phase.Add("SEED=1", 1, 1, [], [new(Breach.FillLost, "x1")]);

        Assert.False(CertificateTable.Print([phase], TextWriter.Null));
    }

    private static void Catches(Breach breach, PlantedBug bug)
    {
        var phase = SimulatedDays.Run(1, DaysToCatchABug, _ => { }, bug);

        Assert.Contains(breach, phase.Findings.Select(found => found.Finding.Breach));
    }
}
