namespace Oms.PaperGateway.Market;

/// <summary>
/// SplitMix64: small, fast, and the same numbers on every runtime, which System.Random does not promise.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private const decimal Unit = 1m / (1L << 32);

    // The sum of four uniform numbers has a third of the variance of the standard normal distribution.
    private const decimal NormalUnit = 1.7320508m * Unit;
    private ulong state = seed;

    /// <summary>Evenly spread from zero up to, but not including, one.</summary>
    public decimal Uniform() => Next32() * Unit;

    /// <summary>Close to the standard normal distribution, without its far tails.</summary>
    public decimal Normal() => (Next32() + Next32() + Next32() + Next32() - (2L << 32)) * NormalUnit;

    public bool Chance(int percent) => Next32() % 100 < percent;

    private long Next32()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (long)((z ^ (z >> 31)) >> 32);
        }
    }
}
