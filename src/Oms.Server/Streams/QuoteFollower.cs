using Oms.Engine;
using Oms.Server.MarketData;
using Oms.Trading;

namespace Oms.Server.Streams;

/// <summary>The quotes that one stream asked for and has not shown yet: only the newest of each symbol, however many came between.</summary>
internal sealed class QuoteFollower(QuoteBoard board, string? wanted, TimeProvider clock)
{
    private readonly HashSet<string>? _symbols = wanted is null or "*" ? null : [.. wanted.Split(',', StringSplitOptions.TrimEntries)];
    private readonly bool _isAsked = !string.IsNullOrEmpty(wanted);
    private long _seen = -1;

    public IEnumerable<StreamMessage> Changed()
    {
        if (!_isAsked || board.Version == _seen) yield break;
        var seen = _seen;
        _seen = board.Version;
        var now = Instant.Now(clock);
        foreach (var (symbol, entry) in board.All)
        {
            if (entry.Version > seen && (_symbols is null || _symbols.Contains(symbol.Value)))
                yield return new(null, "quote", QuoteResource.From(symbol, entry.Quote, now));
        }
    }
}
