namespace Oms.Server.Jobs;

/// <summary>How often a failing run is tried, and how long it rests in between: twice as long each time, a little random, so that what failed
/// together is not tried together.</summary>
/// <param name="AttemptMax">The first try counted.</param>
internal sealed record RetryPolicy(int AttemptMax, TimeSpan DelayMin, TimeSpan DelayMax)
{
    private const double JitterShare = 0.25;

    public static readonly RetryPolicy Once = new(1, TimeSpan.Zero, TimeSpan.Zero);
    public static readonly RetryPolicy Usual = new(4, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    /// <param name="failed">How many tries have failed, from 1.</param>
    /// <param name="random">From 0 to below 1.</param>
    public TimeSpan DelayAfter(int failed, double random)
    {
        var doubled = DelayMin * Math.Pow(2, Math.Min(failed - 1, 30));
        var delay = doubled < DelayMax ? doubled : DelayMax;
        return delay * (1 - JitterShare + 2 * JitterShare * random);
    }
}
