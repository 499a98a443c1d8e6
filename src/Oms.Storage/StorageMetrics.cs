using System.Diagnostics.Metrics;

namespace Oms.Storage;

/// <summary>What the storage counts. Names follow Prometheus; times are seconds.</summary>
public sealed class StorageMetrics : IDisposable
{
    public const string MeterName = "Oms.Storage";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    };

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _batch;
    private readonly Counter<long> _failures;

    public StorageMetrics()
    {
        _batch = _meter.CreateHistogram("oms_projector_batch_seconds", "s", "Time of one commit to the read model", advice: Seconds);
        _failures = _meter.CreateCounter<long>("oms_projector_failures", description: "Times that the projector had to start again");
    }

    public void Observe(Func<long> checkpoint, Func<long> lag)
    {
        _meter.CreateObservableGauge("oms_projector_checkpoint", checkpoint, description: "The last event in the read model");
        _meter.CreateObservableGauge("oms_projector_lag_events", lag, description: "Events that the read model is behind the journal");
    }

    public void Projected(TimeSpan took) => _batch.Record(took.TotalSeconds);

    public void Failed() => _failures.Add(1);

    public void Dispose() => _meter.Dispose();
}
