using Oms.Certificate.Reporting;

namespace Oms.Certificate.Simulation;

/// <summary>Many trading days, one seed each, as many at a time as there are cores. Each day stays on its thread.</summary>
internal static class SimulatedDays
{
    public const string Name = "simulation";

    public static Phase Run(int firstSeed, int scenarios, Action<string> progress, PlantedBug? bug = null)
    {
        var phase = new Phase(Name);
        var told = 0L;
        Parallel.For(0, scenarios, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var day = TradingDay.Run(unchecked(firstSeed + i), bug);
            phase.Add($"SEED={day.Seed}", day.Orders, day.Fills, day.Faults.Select(pair => KeyValuePair.Create(pair.Key.ToString(), pair.Value)), day.Findings);
            var seconds = (long)phase.Elapsed.TotalSeconds / 5;
            if (Interlocked.Exchange(ref told, seconds) < seconds) progress(phase.Progress());
        });
        phase.End();
        return phase;
    }
}
