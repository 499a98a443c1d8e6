using System.Diagnostics;
using Oms.Certificate.Comparison;

namespace Oms.Certificate.Reporting;

/// <summary>What one part of the certificate has seen so far. Several threads add to it.</summary>
internal sealed class Phase(string name)
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly List<(string Seed, Finding Finding)> _findings = [];

    public string Name { get; } = name;
    public long Scenarios { get; private set; }
    public long Orders { get; private set; }
    public long Fills { get; private set; }
    public TimeSpan Elapsed => _watch.Elapsed;

    public IReadOnlyDictionary<string, long> Faults
    {
        get { lock (_lock) return _faults.ToDictionary(); }
    }

    public IReadOnlyList<(string Seed, Finding Finding)> Findings
    {
        get { lock (_lock) return [.. _findings]; }
    }

    public void Add(string seed, int orders, int fills, IEnumerable<KeyValuePair<string, int>> faults, IReadOnlyList<Finding> findings)
    {
        lock (_lock)
        {
            Scenarios++;
            Orders += orders;
            Fills += fills;
            foreach (var (fault, count) in faults) _faults[fault] = _faults.GetValueOrDefault(fault) + count;
            _findings.AddRange(findings.Select(finding => (seed, finding)));
        }
    }

    public void End() => _watch.Stop();

    public string Progress() => $"{Name}: {Scenarios} scenarios, {Orders} orders, {Faults.Values.Sum()} faults, {Findings.Count} findings, {Elapsed:mm\\:ss}";
}
