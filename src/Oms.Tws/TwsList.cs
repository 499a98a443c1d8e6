using System.Collections;
using System.Runtime.CompilerServices;

namespace Oms.Tws;

/// <summary>
/// An immutable list inside a message. Two lists are equal when their items are, so that records compare by value.
/// </summary>
[CollectionBuilder(typeof(TwsList), nameof(TwsList.Create))]
public sealed class TwsList<T> : IReadOnlyList<T>, IEquatable<TwsList<T>>
{
    private readonly T[] _items;

    internal TwsList(T[] items) => _items = items;

    public int Count => _items.Length;
    public T this[int index] => _items[index];

    public bool Equals(TwsList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);
    public override bool Equals(object? obj) => Equals(obj as TwsList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", _items)}]";
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes lists, also for collection expressions.</summary>
public static class TwsList
{
    public static TwsList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? Empty<T>.List : new(items.ToArray());

    private static class Empty<T>
    {
        public static readonly TwsList<T> List = new([]);
    }
}
