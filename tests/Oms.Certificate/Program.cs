using Oms.Certificate;
using Oms.Certificate.Reporting;
using Oms.Certificate.Simulation;

var options = CertificateOptions.FromEnvironment();
if (options.IsStory)
{
    var day = TradingDay.Run(options.Seed, story: Console.WriteLine);
    foreach (var finding in day.Findings) Console.WriteLine(finding);
    Console.WriteLine($"digest {day.Digest}");
    return day.Findings.Count == 0 ? 0 : 1;
}

Console.WriteLine($"Certificate with SEED={options.Seed}: {options.Scenarios} simulated days");
var phases = new List<Phase> { SimulatedDays.Run(options.Seed, options.Scenarios, Console.WriteLine) };
Console.WriteLine();
var isClean = CertificateTable.Print(phases, Console.Out);
Console.WriteLine(isClean
    ? "CERTIFIED: every count is zero"
    : $"NOT CERTIFIED; make certify SEED=n SCENARIOS=1 tells the story of a simulated day");
return isClean ? 0 : 1;
