using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Oms.Server.Jobs;

namespace Oms.Server.Upkeep;

/// <summary>How a probe is to end.</summary>
internal enum ProbeOutcome { Succeed, Fail, Hang }

/// <summary>What a probe does.</summary>
internal sealed record ProbeArgs
{
    [Description("How long it works, in seconds"), Range(0, 3600)]
    public double Seconds { get; init; }

    [Description("Succeed, Fail, or Hang: not stop even when told to")]
    public ProbeOutcome Outcome { get; init; }

    [Description("Characters that it writes into its log"), Range(0, 100_000_000)]
    public int LogCharacters { get; init; }
}

/// <summary>Does nothing useful, visibly: to see that workers work, that alerts arrive, and that a job at fault harms only itself.</summary>
internal sealed class ProbeJob(TimeProvider clock) : IJob<ProbeArgs>
{
    private const int Steps = 20;

    public async Task<object?> RunAsync(ProbeArgs args, JobContext run, CancellationToken ct)
    {
        var line = new string('.', 1000);
        for (var written = 0; written < args.LogCharacters; written += line.Length) run.Write(line);
        if (args.Outcome is ProbeOutcome.Hang)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(TimeSpan.FromSeconds(args.Seconds), CancellationToken.None);
        }

        for (var step = 0; step < Steps && args.Seconds > 0 && args.Outcome is not ProbeOutcome.Hang; step++)
        {
            run.Report(step * 100 / Steps, $"step {step} of {Steps}");
            await Task.Delay(TimeSpan.FromSeconds(args.Seconds / Steps), clock, ct);
        }

        if (args.Outcome is ProbeOutcome.Fail) throw new InvalidOperationException("asked to fail");
        return new { attempt = run.Attempt };
    }
}
