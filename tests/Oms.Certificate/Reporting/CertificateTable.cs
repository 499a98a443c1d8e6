using Oms.Certificate.Comparison;

namespace Oms.Certificate.Reporting;

/// <summary>The certificate as it is printed: what was tried, what went wrong on purpose, and the five counts that have to be zero.</summary>
internal static class CertificateTable
{
    private const int FindingsShown = 20;
    private static readonly Breach[] Breaches = Enum.GetValues<Breach>();

    /// <returns>True when every count is zero.</returns>
    public static bool Print(IReadOnlyList<Phase> phases, TextWriter to)
    {
        Row(to, "", [.. phases.Select(phase => phase.Name), "total"]);
        Row(to, "scenarios run", Sums(phases, phase => phase.Scenarios));
        Row(to, "orders", Sums(phases, phase => phase.Orders));
        Row(to, "fills", Sums(phases, phase => phase.Fills));
        Row(to, "faults injected", Sums(phases, phase => phase.Faults.Values.Sum()));
        foreach (var fault in phases.SelectMany(phase => phase.Faults.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            Row(to, $"  {fault}", Sums(phases, phase => phase.Faults.GetValueOrDefault(fault)));
        Row(to, "duration", [.. phases.Select(phase => $"{phase.Elapsed:mm\\:ss}"), $"{phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Elapsed):mm\\:ss}"]);
        foreach (var breach in Breaches)
            Row(to, Finding.Name(breach).ToUpperInvariant(), Sums(phases, phase => phase.Findings.Count(found => found.Finding.Breach == breach)));

        var all = phases.SelectMany(phase => phase.Findings).ToList();
        foreach (var (seed, finding) in all.Take(FindingsShown)) to.WriteLine($"{seed}: {finding}");
        if (all.Count > FindingsShown) to.WriteLine($"and {all.Count - FindingsShown} more");
        return all.Count == 0;
    }

    private static string[] Sums(IReadOnlyList<Phase> phases, Func<Phase, long> count) =>
        [.. phases.Select(count).Append(phases.Sum(count)).Select(number => number.ToString("N0"))];

    private static void Row(TextWriter to, string name, IEnumerable<string> cells) =>
        to.WriteLine($"{name,-38}{string.Concat(cells.Select(cell => $"{cell,16}"))}");
}
