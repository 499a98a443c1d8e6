using Oms.Certificate.Live;

namespace Oms.Certificate.Tests;

/// <summary>A few real kills of the real program; <c>make certify</c> makes hundreds.</summary>
public sealed class KillTests
{
    private const int Rounds = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Real_kills_leave_the_books_in_agreement(bool onPostgres)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        var phase = await KillRounds.RunAsync(seed, Rounds, onPostgres, _ => { });

        Assert.True(phase.Findings.Count == 0, string.Join('\n', phase.Findings.Select(found => $"{found.Seed}: {found.Finding}")));
        Assert.Equal(Rounds, phase.Scenarios);
    }
}
