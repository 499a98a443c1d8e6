using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Oms.Benchmarks;

/// <summary>The default tables with one more column: how many operations a second the mean time makes.</summary>
internal sealed class CyclesConfig : ManualConfig
{
    public CyclesConfig()
    {
        Add(DefaultConfig.Instance);
        AddColumn(new PerSecond());
    }

    private sealed class PerSecond : IColumn
    {
        private const double NanosecondsPerSecond = 1e9;

        public string Id => nameof(PerSecond);
        public string ColumnName => "Per second";
        public string Legend => "Operations per second at the mean time";
        public bool AlwaysShow => true;
        public ColumnCategory Category => ColumnCategory.Statistics;
        public int PriorityInCategory => 0;
        public bool IsNumeric => true;
        public UnitType UnitType => UnitType.Dimensionless;

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
            summary[benchmarkCase]?.ResultStatistics is { Mean: > 0 } statistics
                ? $"{NanosecondsPerSecond / statistics.Mean:N0}"
                : "-";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
    }
}
