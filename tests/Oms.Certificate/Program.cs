using Oms.Certificate;
using Oms.Certificate.Live;
using Oms.Certificate.Reporting;
using Oms.Certificate.Simulation;

var options = CertificateOptions.FromEnvironment();
return options.IsStory ? TellStory(options.Seed) : await CertifyAsync(options);

static int TellStory(int seed)
{
    var day = TradingDay.Run(seed, story: Console.WriteLine);
    foreach (var finding in day.Findings) Console.WriteLine(finding);
    Console.WriteLine($"digest {day.Digest}");
    return day.Findings.Count == 0 ? 0 : 1;
}

static async Task<int> CertifyAsync(CertificateOptions options)
{
    Console.WriteLine($"Certificate with SEED={options.Seed}: {options.Scenarios} simulated days, {options.Kills} real kills");
    var phases = new List<Phase>();
    if (options.Scenarios > 0) phases.Add(SimulatedDays.Run(options.Seed, options.Scenarios, Console.WriteLine));
    if (options.Kills > 0)
        phases.AddRange(await Task.WhenAll(KillRounds.RunAsync(options.Seed, options.Kills / 2, onPostgres: false, Console.WriteLine),
            KillRounds.RunAsync(options.Seed + 1, options.Kills - options.Kills / 2, onPostgres: true, Console.WriteLine)));

    Console.WriteLine();
    var isClean = CertificateTable.Print(phases, Console.Out);
    Console.WriteLine(isClean
        ? "CERTIFIED: every count is zero"
        : "NOT CERTIFIED; make certify SEED=n SCENARIOS=1 tells the story of a simulated day");
    return isClean ? 0 : 1;
}
