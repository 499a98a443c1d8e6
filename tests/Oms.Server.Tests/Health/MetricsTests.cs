using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Health;

/// <summary>Of a process of its own: engines that share one are counted together.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("oms-metrics-").FullName;

    [Fact]
    public async Task Metrics_tell_what_was_journaled_in_the_format_of_prometheus()
    {
        await using var oms = new OmsProcess(_data);
        await oms.StartAsync();

        var text = await oms.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Contains("# TYPE oms_events_total counter", text, StringComparison.Ordinal);
        Assert.Contains("oms_events_total{kind=\"BrokerSynchronized\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("oms_open_orders{status=\"InDoubt\"} 0", text, StringComparison.Ordinal);
        Assert.Contains("oms_order_anomalies_total{anomaly=\"NakedPosition\"} 0", text, StringComparison.Ordinal);
        Assert.Contains("oms_stream_clients 0", text, StringComparison.Ordinal);
        Assert.Contains("oms_journal_append_seconds_bucket{le=\"+Inf\"}", text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
