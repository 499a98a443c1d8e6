namespace Oms.Trading.Snapshots;

/// <summary>What writer and reader both remember of what went before, so that it need not be told again.</summary>
internal sealed class RecordMemory
{
    public const int Null = 0;
    public const int Known = 1;
    public const int Literal = 2;

    private const int Words = 1024;

    private readonly string?[] _words = new string?[Words];
    private readonly Dictionary<Type, object> _last = [];
    private long _instant;

    /// <summary>Whether the word stands at its place already; if not, it does from now on.</summary>
    public bool Knows(string word, out int place)
    {
        place = PlaceOf(word);
        if (_words[place] == word) return true;
        _words[place] = word;
        return false;
    }

    /// <exception cref="InvalidDataException">There is none.</exception>
    public string WordAt(ulong place) =>
        place < Words && _words[place] is { } word ? word : throw new InvalidDataException("a word is named that was not told");

    /// <summary>Whether the last record of its type was the same: by value, so that it does not matter which objects a book happens to share.</summary>
    public bool IsLast<T>(T record) where T : class => _last.TryGetValue(typeof(T), out var last) && RecordShape<T>.Same((T)last, record);

    public void Remember<T>(T record) where T : class => _last[typeof(T)] = record;

    /// <exception cref="InvalidDataException">There is none.</exception>
    public T Last<T>() where T : class =>
        _last.TryGetValue(typeof(T), out var last) ? (T)last : throw new InvalidDataException("a record is named that was not told");

    public long StepTo(long instant)
    {
        var step = unchecked(instant - _instant);
        _instant = instant;
        return step;
    }

    public long StepBy(long step) => _instant = unchecked(_instant + step);

    // The same in every process: string.GetHashCode is not.
    private static int PlaceOf(string word)
    {
        var hash = 17u;
        foreach (var letter in word) hash = unchecked(hash * 31 + letter);
        return (int)(hash % Words);
    }
}
