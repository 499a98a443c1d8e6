namespace Oms.PaperGateway.Market;

/// <summary>SplitMix64: small, fast, and the same numbers on every runtime, which System.Random does not promise.</summary>
internal sealed class SeededRandom(ulong seed)
{
    // Three times the variance of four uniform numbers is one.
    private const decimal NormalScale = 1.7320508m;
    private ulong state = seed;

    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Evenly spread from zero up to, but not including, one.</summary>
    public decimal Uniform() => (Next() >> 32) / 4294967296m;

    /// <summary>Close to the standard normal distribution, without its far tails.</summary>
    public decimal Normal() => (Uniform() + Uniform() + Uniform() + Uniform() - 2) * NormalScale;

    public bool Chance(decimal probability) => Uniform() < probability;
}
