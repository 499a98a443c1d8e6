using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Oms.Server.Metrics;

/// <summary>Writes the program's meters in the text format of Prometheus when asked.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly StringBuilder _text = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    public Func<int, bool>? Collect { get; set; }

    public async Task<string> ScrapeAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            _text.Clear();
            Collect?.Invoke(-1);
            return _text.ToString();
        }
        finally
        {
            _one.Release();
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch) Write(metric);
        return ExportResult.Success;
    }

    private void Write(Metric metric)
    {
        var name = NameOf(metric);
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(metric.MetricType)).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (metric.MetricType is MetricType.Histogram) WriteHistogram(name, point);
            else Line(name, point, null, ValueOf(metric.MetricType, point));
        }
    }

    private void WriteHistogram(string name, in MetricPoint point)
    {
        long total = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            total += bucket.BucketCount;
            Line(name + "_bucket", point, double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound), total);
        }

        Line(name + "_sum", point, null, point.GetHistogramSum());
        Line(name + "_count", point, null, point.GetHistogramCount());
    }

    private void Line(string name, in MetricPoint point, string? bound, double value)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var tag in point.Tags)
        {
            _text.Append(separator).Append(Sanitize(tag.Key)).Append("=\"").Append(Escape(tag.Value?.ToString())).Append('"');
            separator = ',';
        }

        if (bound is not null) _text.Append(separator).Append("le=\"").Append(bound).Append('"');
        if (bound is not null || separator is ',') _text.Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string NameOf(Metric metric)
    {
        var name = Sanitize(metric.Name);
        var isCounter = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        if (metric.Unit is "s" && !name.EndsWith("_seconds", StringComparison.Ordinal)) name += "_seconds";
        if (metric.Unit is "By" && !name.EndsWith("_bytes", StringComparison.Ordinal)) name += "_bytes";
        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static string Sanitize(string name) => string.Create(name.Length, name, (span, text) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = char.IsAsciiLetterOrDigit(text[i]) ? text[i] : '_';
    });

    private static string Escape(string? text) =>
        (text ?? "").Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
