using System.Diagnostics.Metrics;
using Oms.Storage.Jobs;

namespace Oms.Server.Jobs;

/// <summary>What this process's worker did, for Prometheus.</summary>
internal sealed class JobMetrics : IDisposable
{
    private readonly Meter _meter = new("Oms.Server");
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;
    private Func<int> _running = () => 0;

    public JobMetrics()
    {
        _started = _meter.CreateCounter<long>("oms_job_started", description: "Attempts of runs that were started, by queue");
        _ended = _meter.CreateCounter<long>("oms_job_ended", description: "Attempts of runs that ended, by job and outcome");
        _duration = _meter.CreateHistogram<double>("oms_job_duration", "s", "How long attempts took, by job");
        _meter.CreateObservableGauge("oms_job_running", () => _running(), description: "Runs in work in this process");
    }

    public void ObserveRunning(Func<int> running) => _running = running;

    public void Started(string queue) => _started.Add(1, new KeyValuePair<string, object?>("queue", queue));

    public void Ended(JobRun run, AttemptOutcome outcome, TimeSpan took)
    {
        _ended.Add(1, new("job", run.Job), new("outcome", outcome.ToString()));
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", run.Job));
    }

    public void Dispose() => _meter.Dispose();
}
