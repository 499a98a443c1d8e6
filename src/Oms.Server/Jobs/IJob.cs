using System.Globalization;

namespace Oms.Server.Jobs;

/// <summary>
/// One kind of background work. It may be started again after its worker died in the middle, so doing it twice must come to the same. It
/// answers what is worth keeping (as JSON), throws when it failed, and stops when told to.
/// </summary>
internal interface IJob<in TArgs>
{
    /// <exception cref="JobFailedException">It cannot succeed by being tried again.</exception>
    Task<object?> RunAsync(TArgs args, JobContext run, CancellationToken ct);
}

/// <summary>The arguments of a job that takes none.</summary>
internal sealed record NoArgs;

/// <summary>A failure that another try would not mend.</summary>
internal sealed class JobFailedException(string message) : Exception(message);

/// <summary>What a job knows of its run, and how it tells how far it is.</summary>
internal sealed class JobContext(long runId, int attempt, string requestedBy, RunLog log, TimeProvider clock)
{
    public long RunId { get; } = runId;
    public int Attempt { get; } = attempt;
    public string RequestedBy { get; } = requestedBy;
    public RunLog Log { get; } = log;

    /// <summary>The last that the job said of how far it is.</summary>
    public (int Percent, string? Text)? Progress { get; private set; }

    /// <param name="percent">0 to 100.</param>
    public void Report(int percent, string? text = null) => Progress = (Math.Clamp(percent, 0, 100), text);

    public void Write(string line) => Log.Append(string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():HH:mm:ss.fff} {line}"));
}
