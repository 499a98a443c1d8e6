using System.Collections.Immutable;
using Oms.Trading.Orders;
using Oms.Trading.Snapshots;

namespace Oms.Trading.Tests.Snapshots;

public sealed class RecordCodecTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("-0.00")]
    [InlineData("187.20")]
    [InlineData("-187.2")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("18446744073709551616")]
    public void A_number_keeps_its_last_bit_and_its_scale(string text)
    {
        var number = decimal.Parse(text);

        Assert.Equal(decimal.GetBits(number), decimal.GetBits(Copy(number)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_whole_number_and_an_instant_come_back(long number)
    {
        Assert.Equal(number, Copy(number));
        ImmutableArray<Instant> instants = [new(number), new(0), new(number), new(~number)];
        Assert.Equal(instants, Copy(instants));
    }

    [Fact]
    public void Words_come_back_repeated_ones_and_those_that_are_no_text()
    {
        ImmutableArray<string?> words = ["AAPL", "", null, "AAPL", "naïve ✓ 🚀", "half \ud83d", "a\0b", new('x', 100_000), "naïve ✓ 🚀"];

        Assert.Equal(words, Copy(words));
    }

    [Fact]
    public void More_words_than_are_remembered_come_back()
    {
        var words = Enumerable.Range(0, 20_000).Select(i => $"word {i * 7919 % 3000}").ToImmutableArray();

        Assert.Equal(words, Copy(words));
    }

    [Fact]
    public void No_array_is_not_an_empty_array()
    {
        Assert.True(Copy(default(ImmutableArray<int>)).IsDefault);
        Assert.Empty(Copy(ImmutableArray<int>.Empty));
    }

    [Fact]
    public void Terms_that_are_shared_stay_shared_and_cost_nothing()
    {
        var terms = Known.Terms("A1");
        ImmutableArray<OrderTerms> twice = [terms, terms];

        var copy = Copy(twice);

        Assert.Same(copy[0], copy[1]);
        Assert.Equal(terms, copy[0]);
        Assert.Equal(1, RecordCodec.Encode(twice).Length - RecordCodec.Encode(twice[..1]).Length);
    }

    [Fact]
    public void Bytes_that_are_cut_or_longer_are_refused()
    {
        var bytes = RecordCodec.Encode(Known.Terms("A1"));

        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => RecordCodec.Decode<OrderTerms>(bytes.AsMemory(0, length)));
        Assert.Throws<InvalidDataException>(() => RecordCodec.Decode<OrderTerms>(new byte[] { 0, 0 }));
    }

    [Fact]
    public void The_format_changes_with_any_part_of_the_shape()
    {
        string[] formats = [RecordCodec.FormatOf<One>(), RecordCodec.FormatOf<Two>(), RecordCodec.FormatOf<Three>(), RecordCodec.FormatOf<Four>()];

        Assert.Equal(formats.Length, formats.Distinct().Count());
        Assert.Equal(RecordCodec.FormatOf<BookSnapshot>(), RecordCodec.FormatOf<BookSnapshot>());
    }

    [Fact]
    public void What_cannot_be_kept_is_said_before_anything_is_lost() =>
        Assert.ThrowsAny<Exception>(() => RecordCodec.Encode(new Mutable()));

    private static T Copy<T>(T value) => RecordCodec.Decode<T>(RecordCodec.Encode(value));

    private enum Small { A, B }

    private enum Large { A, B, C }

    private sealed record Inner(Small Size);

    private sealed record Wider(Large Size);

    private sealed record One(Inner Part);

    private sealed record Two(Inner Part, int More);

    private sealed record Three(Wider Part);

    private sealed record Four(Inner? Part) { public string? Note { get; init; } }

    private sealed class Mutable { public Dictionary<int, int> Map { get; } = []; }
}
