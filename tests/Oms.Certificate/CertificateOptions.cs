namespace Oms.Certificate;

/// <summary>How much is tried. Read from the environment, as make hands it over.</summary>
/// <param name="Seed">Of the first scenario; the following ones count up from it.</param>
/// <param name="Kills">Real processes to be killed.</param>
internal sealed record CertificateOptions(int Seed, int Scenarios, int Kills)
{
    private const int ScenariosDefault = 10_000;
    private const int KillsDefault = 200;

    /// <summary>One scenario by its seed is what a failure is looked at with: it tells its story, and nothing else runs.</summary>
    public bool IsStory => Scenarios == 1;

    public static CertificateOptions FromEnvironment()
    {
        var scenarios = Number("SCENARIOS") ?? ScenariosDefault;
        return new(Number("SEED") ?? Environment.TickCount, scenarios, Number("KILLS") ?? (scenarios == 1 ? 0 : KillsDefault));
    }

    private static int? Number(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text) return null;
        return int.TryParse(text, out var number) ? number : throw new ArgumentException($"{name} is a whole number, not '{text}'");
    }
}
