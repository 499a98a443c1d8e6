using System.Text;
using Oms.Engine.Journal;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests.Journal;

public sealed class JournalChainTests
{
    private readonly JournalRow[] _rows = MakeRows(5);

    [Fact]
    public void An_unbroken_chain_verifies_up_to_its_head()
    {
        var chain = Verify(_rows);

        chain.VerifyHead(new(5, _rows[^1].Hash, 1));
        Assert.Equal(5, chain.Seq);
    }

    [Theory]
    [InlineData("at")]
    [InlineData("subject")]
    [InlineData("kind")]
    [InlineData("data")]
    [InlineData("hash")]
    public void A_changed_row_is_named(string what)
    {
        var row = _rows[2];
        _rows[2] = what switch
        {
            "at" => row with { At = new(row.At.UnixMicros + 1) },
            "subject" => row with { Subject = "other" },
            "kind" => row with { Kind = "OrderExpired" },
            "data" => row with { Data = "{}"u8.ToArray() },
            _ => row with { Hash = new byte[JournalChain.HashSize] },
        };

        Assert.Equal(3, Assert.Throws<JournalCorruptException>(() => Verify(_rows)).Seq);
    }

    [Fact]
    public void A_dropped_row_is_named() =>
        Assert.Equal(3, Assert.Throws<JournalCorruptException>(() => Verify([.. _rows[..2], .. _rows[3..]])).Seq);

    [Fact]
    public void Two_rows_that_changed_places_are_named() => Assert.Equal(2,
        Assert.Throws<JournalCorruptException>(() => Verify([_rows[0], _rows[2], _rows[1], .. _rows[3..]])).Seq);

    [Fact]
    public void A_row_of_another_shard_does_not_fit() => Assert.Equal(1, Assert.Throws<JournalCorruptException>(() =>
        JournalChain.Empty(1).Verify(_rows[0])).Seq);

    [Fact]
    public void Text_cannot_move_between_subject_and_kind()
    {
        var forged = _rows[0] with { Subject = _rows[0].Subject + "O", Kind = _rows[0].Kind[1..] };

        Assert.Throws<JournalCorruptException>(() => JournalChain.Empty(0).Verify(forged));
    }

    [Fact]
    public void A_cut_tail_is_named_by_its_first_missing_row() => Assert.Equal(4,
        Assert.Throws<JournalCorruptException>(() => Verify(_rows[..3]).VerifyHead(new(5, _rows[^1].Hash, 1))).Seq);

    [Fact]
    public void Rows_after_the_head_are_named() => Assert.Equal(4,
        Assert.Throws<JournalCorruptException>(() => Verify(_rows).VerifyHead(new(3, _rows[2].Hash, 1))).Seq);

    [Fact]
    public void An_exchanged_last_row_is_named() => Assert.Equal(5,
        Assert.Throws<JournalCorruptException>(() => Verify(_rows).VerifyHead(new(5, _rows[0].Hash, 1))).Seq);

    private static JournalRow[] MakeRows(int count)
    {
        var chain = JournalChain.Empty(0);
        return [.. Enumerable.Range(1, count).Select(i =>
            chain.Append(Known.Start, $"order-{i}", "OrderCanceled", Encoding.UTF8.GetBytes($$"""{"id":"order-{{i}}"}""")))];
    }

    private static JournalChain Verify(IEnumerable<JournalRow> rows)
    {
        var chain = JournalChain.Empty(0);
        foreach (var row in rows) chain.Verify(row);
        return chain;
    }
}
