namespace Oms.Trading.Tests;

public sealed class ReplayTests
{
    private const int Inputs = 400;

    /// <summary>A failing seed becomes a line of its own here.</summary>
    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 40));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Folding_the_events_gives_the_book_that_decided_them(int seed)
    {
        var live = new CheckedBook(Known.Setup, seed % 2 == 0 ? CheckedBook.ShortlyKept : null);
        var stream = new RandomInputs(seed);
        for (var i = 0; i < Inputs; i++) live.Handle(stream.Next(live.Book, live.Now));

        var replayed = new TradingBook();
        foreach (var (e, at) in live.Journal) replayed.Apply(e, at);

        Assert.Equal(BookText.Of(live.Book), BookText.Of(replayed));
        var execIds = Enumerable.Range(0, 2 * Inputs).Select(i => new ExecId($"x{i}")).ToArray();
        Assert.Equal(execIds.Where(live.Book.IsCommissionKnown), execIds.Where(replayed.IsCommissionKnown));
    }

    [Fact]
    public void A_stream_reaches_every_kind_of_event()
    {
        var seen = new HashSet<Type>();
        for (var seed = 1; seed <= 40; seed++)
        {
            var live = new CheckedBook(Known.Setup, seed % 2 == 0 ? CheckedBook.ShortlyKept : null);
            var stream = new RandomInputs(seed);
            for (var i = 0; i < Inputs; i++) live.Handle(stream.Next(live.Book, live.Now));
            seen.UnionWith(live.Journal.Select(entry => entry.Event.GetType()));
        }

        var all = typeof(TradingEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TradingEvent)) && !type.IsAbstract);

        Assert.Empty(all.Except(seen));
    }
}
