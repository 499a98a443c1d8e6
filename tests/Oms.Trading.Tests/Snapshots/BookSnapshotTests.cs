using System.Reflection;
using Oms.Trading.Snapshots;

namespace Oms.Trading.Tests.Snapshots;

public sealed class BookSnapshotTests
{
    private const int Inputs = 400;

    // What follows from the rest, or holds nothing between two inputs.
    private static readonly string[] Derived = ["_byClOrdId", "_byBrokerOrderId", "_open", "_lists", "_adopted", "_decided", "_followed", "<OrdersKeptFor>k__BackingField"];

    public static TheoryData<int> Seeds => new(Enumerable.Range(501, 12));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_book_out_of_its_snapshot_is_the_same_to_the_bit(int seed)
    {
        var live = Traded(seed, Inputs).Live.Book;

        var bytes = RecordCodec.Encode(live.Snapshot());
        var restored = new TradingBook(RecordCodec.Decode<BookSnapshot>(bytes));

        Assert.Equal(BookText.Of(live), BookText.Of(restored));
        Assert.Equal(live.OpenOrders, restored.OpenOrders);
        Assert.Equal(RecordCodec.Encode(live.Snapshot()), RecordCodec.Encode(restored.Snapshot()));
    }

    // The answers and events, in their order, that follow from every later input are the same: no decision hangs on how a book came to be.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_book_out_of_its_snapshot_decides_as_the_one_that_went_on(int seed)
    {
        var (live, stream) = Traded(seed, Inputs);
        var restored = new TradingBook(RecordCodec.Decode<BookSnapshot>(RecordCodec.Encode(live.Book.Snapshot()))) { OrdersKeptFor = CheckedBook.ShortlyKept };

        for (var i = 0; i < Inputs; i++)
        {
            var input = stream.Next(live.Book, live.Now);
            var expected = live.Handle(input);
            var actual = restored.Handle(input, live.Now);
            Assert.Equal(expected.Decision.ToString(), actual.Decision.ToString());
            Assert.Equal(expected.Changes.Select(change => change.ToString()), actual.Changes.Select(change => change.ToString()));
        }

        Assert.Equal(BookText.Of(live.Book), BookText.Of(restored));
    }

    [Fact]
    public void A_snapshot_is_not_touched_by_what_happens_later()
    {
        var (live, stream) = Traded(7, Inputs);
        var snapshot = live.Book.Snapshot();
        var before = RecordCodec.Encode(snapshot);

        for (var i = 0; i < Inputs; i++) live.Handle(stream.Next(live.Book, live.Now));

        Assert.Equal(before, RecordCodec.Encode(snapshot));
    }

    [Fact]
    public void Every_field_of_the_book_is_in_the_snapshot_or_derived()
    {
        var fields = typeof(TradingBook).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Select(field => field.Name);
        var kept = typeof(BookSnapshot).GetProperties().Select(property => property.Name);

        Assert.Equal(kept.Order(), fields.Except(Derived).Select(PropertyOf).Order());
    }

    [Fact]
    public void The_random_inputs_fill_every_field_of_a_snapshot()
    {
        var empty = typeof(BookSnapshot).GetProperties().Select(property => property.Name).ToHashSet();
        for (var seed = 501; seed <= 512; seed++)
        {
            var snapshot = Traded(seed, Inputs).Live.Book.Snapshot();
            empty.RemoveWhere(name => typeof(BookSnapshot).GetProperty(name)?.GetValue(snapshot) switch
            {
                System.Collections.IEnumerable items => items.Cast<object>().Any(),
                var value => !Equals(value, typeof(BookSnapshot).GetProperty(name)?.GetValue(new TradingBook().Snapshot())),
            });
        }

        Assert.Empty(empty);
    }

    private static (CheckedBook Live, RandomInputs Stream) Traded(int seed, int inputs)
    {
        var (live, stream) = (new CheckedBook(Known.Setup, CheckedBook.ShortlyKept), new RandomInputs(seed));
        for (var i = 0; i < inputs; i++) live.Handle(stream.Next(live.Book, live.Now));
        return (live, stream);
    }

    private static string PropertyOf(string field) =>
        field.StartsWith('<') ? field[1..field.IndexOf('>')] : $"{char.ToUpperInvariant(field[1])}{field[2..]}";
}
