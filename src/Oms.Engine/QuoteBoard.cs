using System.Collections.Concurrent;
using Oms.Trading;
using Oms.Trading.Risk;

namespace Oms.Engine;

/// <summary>The latest prices by symbol. Not journaled: what a decision used of them is kept with the decision.</summary>
public sealed class QuoteBoard
{
    private readonly ConcurrentDictionary<Symbol, Entry> _quotes = new();
    private long _version;

    /// <summary>A quote and the board's version when it last changed.</summary>
    public sealed record Entry(Quote Quote, long Version);

    /// <summary>Rises with every change, so that a reader can ask for what is newer than it has seen.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Update(Symbol symbol, Quote quote) => _quotes[symbol] = new(quote, Interlocked.Increment(ref _version));

    /// <summary>Forgets everything: after the link was lost no price is known, and an old one must not pass for a quiet market.</summary>
    public void Clear()
    {
        _quotes.Clear();
        Interlocked.Increment(ref _version);
    }

    public QuoteSnapshot Snapshot() => new([.. _quotes.Select(pair => new SymbolQuote(pair.Key, pair.Value.Quote))]);

    /// <summary>Becomes a copy of another board; what is the same already does not count as a change.</summary>
    public void Become(QuoteSnapshot snapshot)
    {
        foreach (var (symbol, quote) in snapshot.Quotes)
        {
            if (Find(symbol) != quote) Update(symbol, quote);
        }

        foreach (var gone in _quotes.Keys.Except(snapshot.Quotes.Select(item => item.Symbol))) _quotes.TryRemove(gone, out _);
    }

    public Quote? Find(Symbol symbol) => _quotes.TryGetValue(symbol, out var entry) ? entry.Quote : null;

    /// <summary>Units of one currency for one of the other, by the pair listed either way round; null when no price of it is known.</summary>
    public decimal? Rate(string from, string to)
    {
        if (from == to) return 1;
        if (Find(new($"{from}.{to}"))?.Mark is { } direct) return direct;
        return Find(new($"{to}.{from}"))?.Mark is { } inverse && inverse != 0 ? 1 / inverse : null;
    }

    public IEnumerable<KeyValuePair<Symbol, Entry>> All => _quotes;
}
