using System.Diagnostics.Metrics;
using Oms.Storage.Jobs;

namespace Oms.Server.Jobs;

/// <summary>What this process's worker did, for Prometheus.</summary>
internal sealed class JobMetrics : IDisposable
{
    private static readonly TimeSpan Known = TimeSpan.FromMinutes(1);

    private readonly Meter _meter = new("Oms.Server");
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;
    private Func<int> _running = () => 0;
    private volatile Backlog? _backlog;
    private readonly TimeProvider _clock;

    public JobMetrics(TimeProvider clock)
    {
        _clock = clock;
        _started = _meter.CreateCounter<long>("oms_job_started", description: "Attempts of runs that were started, by queue");
        _ended = _meter.CreateCounter<long>("oms_job_ended", description: "Attempts of runs that ended, by job and outcome");
        _duration = _meter.CreateHistogram<double>("oms_job_duration", "s", "How long attempts took, by job");
        _meter.CreateObservableGauge("oms_job_running", () => _running(), description: "Runs in work in this process");
        _meter.CreateObservableGauge("oms_webhook_backlog", () => Measured(backlog => backlog.Waiting), description: "Webhook deliveries that wait, by the one process that sends them");
        _meter.CreateObservableGauge("oms_webhook_backlog_age_seconds", () => Measured(backlog => backlog.AgeSeconds), "s", "Age of the oldest of them");
    }

    public void ObserveRunning(Func<int> running) => _running = running;

    public void Started(string queue) => _started.Add(1, new KeyValuePair<string, object?>("queue", queue));

    public void Ended(JobRun run, AttemptOutcome outcome, TimeSpan took)
    {
        _ended.Add(1, new("job", run.Job), new("outcome", outcome.ToString()));
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", run.Job));
    }

    /// <summary>What waits to be sent, seen by the process that sends.</summary>
    public void ObserveWebhooks(int waiting, TimeSpan age) => _backlog = new(waiting, age.TotalSeconds, _clock.GetTimestamp());

    public void Dispose() => _meter.Dispose();

    // One process sends; the others, and one that sent before, know nothing.
    private IEnumerable<Measurement<double>> Measured(Func<Backlog, double> figure) =>
        _backlog is { } backlog && _clock.GetElapsedTime(backlog.SeenAt) < Known ? [new(figure(backlog))] : [];

    private sealed record Backlog(int Waiting, double AgeSeconds, long SeenAt);
}
