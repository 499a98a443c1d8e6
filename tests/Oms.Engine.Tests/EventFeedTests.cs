using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests;

public sealed class EventFeedTests
{
    private const int MoreThanTheRing = 70_000;

    private readonly MemoryJournal _journal = new();
    private readonly JournalChain _chain = JournalChain.Empty(0);
    private readonly EventFeed _feed;

    public EventFeedTests() => _feed = new(_journal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(499)]
    [InlineData(999)]
    public async Task A_follower_gets_everything_after_its_seq_once_and_in_order(int afterSeq)
    {
        await PublishAsync(1000);

        var seen = await FollowAsync(afterSeq, 1000 - afterSeq);

        Assert.Equal(Enumerable.Range(afterSeq + 1, 1000 - afterSeq).Select(i => (long)i), seen.Select(committed => committed.Seq));
    }

    [Fact]
    public async Task A_follower_that_waits_is_woken_by_what_comes()
    {
        await PublishAsync(3);
        var following = FollowAsync(0, 10);

        await PublishAsync(4);
        await PublishAsync(3);

        Assert.Equal(10, (await following).Count);
    }

    [Fact]
    public async Task Many_followers_while_batches_are_published_see_no_gap_and_no_duplicate()
    {
        var following = Enumerable.Range(0, 8).Select(_ => Task.Run(() => FollowAsync(0, 5000))).ToArray();

        for (var i = 0; i < 50; i++) await PublishAsync(100);

        foreach (var seen in await Task.WhenAll(following))
            Assert.Equal(Enumerable.Range(1, 5000).Select(i => (long)i), seen.Select(committed => committed.Seq));
    }

    [Fact]
    public async Task A_follower_that_fell_behind_the_ring_reads_the_journal()
    {
        await PublishAsync(MoreThanTheRing);

        var seen = await FollowAsync(0, MoreThanTheRing);

        Assert.Equal(Enumerable.Range(1, MoreThanTheRing).Select(i => (long)i), seen.Select(committed => committed.Seq));
    }

    [Fact]
    public async Task After_a_start_the_past_is_read_in_one_go()
    {
        await AppendAsync(1000);
        _feed.StartAt(1000);

        var seen = await FollowAsync(0, 1000);

        Assert.Equal(1000, seen.Count);
        Assert.Equal(1, _journal.Reads);
    }

    private async Task PublishAsync(int count) => _feed.Publish(await AppendAsync(count));

    private async Task<List<Committed>> AppendAsync(int count)
    {
        var e = new AuditEvent(Known.Trader, "note", "feed", "", null);
        var rows = Enumerable.Range(0, count)
            .Select(_ => _chain.Append(Known.Start, e.Subject, EventCodec.KindOf(e), EventCodec.Encode(e))).ToList();
        await _journal.AppendAsync(rows);
        return [.. rows.Select(row => new Committed(row.Seq, row.At, e, null, null))];
    }

    private async Task<List<Committed>> FollowAsync(long afterSeq, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = new List<Committed>();
        await foreach (var committed in _feed.FollowAsync(afterSeq, patience.Token))
        {
            seen.Add(committed);
            if (seen.Count == count) break;
        }

        return seen;
    }
}
