using Oms.Engine.Journal;
using Oms.Storage.Journal;

namespace Oms.Storage.Tests.Journal;

/// <summary>What every store of snapshots and signed heads keeps.</summary>
public abstract class MarksContract : IAsyncLifetime
{
    private const int Shard = 3;

    private readonly List<JournalMarks> _open = [];

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var marks in _open) await marks.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract JournalMarks Create(int shard);

    protected JournalMarks NewMarks(int shard = Shard)
    {
        var marks = Create(shard);
        _open.Add(marks);
        return marks;
    }

    [Fact]
    public async Task Nothing_kept_is_nothing_read()
    {
        Assert.Empty(await NewMarks().ReadSnapshotsAsync(default));
        Assert.Empty(await NewMarks().ReadHeadsAsync(default));
    }

    [Fact]
    public async Task A_snapshot_comes_back_byte_for_byte()
    {
        var snapshot = Snapshot(1234, 3_000_000);

        await NewMarks().SaveAsync(snapshot, default);

        AssertSame(snapshot, Assert.Single(await NewMarks().ReadSnapshotsAsync(default)));
    }

    [Fact]
    public async Task The_last_two_are_kept_newest_first()
    {
        var marks = NewMarks();
        foreach (var seq in (long[])[10, 20, 30, 40]) await marks.SaveAsync(Snapshot(seq), default);

        Assert.Equal([40, 30], (await marks.ReadSnapshotsAsync(default)).Select(kept => kept.Seq));
    }

    [Fact]
    public async Task The_same_seq_again_takes_the_place_of_the_first()
    {
        var (marks, again) = (NewMarks(), Snapshot(20, 50));
        await marks.SaveAsync(Snapshot(10), default);
        await marks.SaveAsync(Snapshot(20), default);

        await marks.SaveAsync(again, default);

        var kept = await marks.ReadSnapshotsAsync(default);
        Assert.Equal([20, 10], kept.Select(snapshot => snapshot.Seq));
        AssertSame(again, kept[0]);
    }

    // After a restore the journal may be shorter than the snapshots beside it.
    [Fact]
    public async Task Snapshots_beyond_a_new_one_are_of_a_journal_that_is_no_more()
    {
        var marks = NewMarks();
        foreach (var seq in (long[])[10, 500, 600]) await marks.SaveAsync(Snapshot(seq), default);

        await marks.SaveAsync(Snapshot(20), default);

        Assert.Equal(20, (await marks.ReadSnapshotsAsync(default))[0].Seq);
    }

    [Fact]
    public async Task Shards_do_not_mix()
    {
        await NewMarks().SaveAsync(Snapshot(10), default);
        await NewMarks().SaveAsync(Head(Shard, 10), default);

        await NewMarks(Shard + 1).SaveAsync(Snapshot(99), default);

        Assert.Equal(10, Assert.Single(await NewMarks().ReadSnapshotsAsync(default)).Seq);
        Assert.Empty(await NewMarks(Shard + 1).ReadHeadsAsync(default));
    }

    [Fact]
    public async Task Heads_come_back_signed_in_the_order_of_their_seq()
    {
        using var key = HeadKey.FromPem(HeadKey.NewPem());
        var marks = NewMarks();
        foreach (var seq in (long[])[30, 10, 20]) await marks.SaveAsync(key.Sign(Shard, new(seq, Bytes(32), seq), new(seq)), default);

        var heads = await NewMarks().ReadHeadsAsync(default);

        Assert.Equal([10, 20, 30], heads.Select(head => head.Seq));
        Assert.All(heads, head => Assert.True(key.HasSigned(head)));
    }

    [Fact]
    public async Task A_head_is_never_overwritten_and_one_that_differs_stands_beside_it()
    {
        var (marks, first, other) = (NewMarks(), Head(Shard, 10), Head(Shard, 10));
        await marks.SaveAsync(first, default);
        await marks.SaveAsync(first with { At = new(99) }, default);
        await marks.SaveAsync(other with { Hash = new byte[32] }, default);

        var heads = await marks.ReadHeadsAsync(default);

        Assert.Equal(2, heads.Count);
        Assert.Contains(heads, head => head.At == first.At && head.Hash.Span.SequenceEqual(first.Hash.Span));
    }

    protected static StoredSnapshot Snapshot(long seq, int size = 1000) =>
        new(seq, new(seq * 7), Bytes(32), "0123456789abcdef", Bytes(size), Bytes(32));

    protected static SignedHead Head(int shard, long seq) => new(shard, seq, Bytes(32), 4, new(seq), "key", Bytes(64));

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private static void AssertSame(StoredSnapshot expected, StoredSnapshot actual)
    {
        Assert.Equal((expected.Seq, expected.At, expected.Format), (actual.Seq, actual.At, actual.Format));
        Assert.True(expected.Data.Span.SequenceEqual(actual.Data.Span));
        Assert.True(expected.Chain.Span.SequenceEqual(actual.Chain.Span) && expected.Checksum.Span.SequenceEqual(actual.Checksum.Span));
    }
}
