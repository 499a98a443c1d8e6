using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Certificate.Comparison;

/// <summary>What the journal tells when it is folded from its first row, with its chain checked.</summary>
internal sealed class OmsBooks
{
    private readonly List<string> _bookedTwice = [];
    private readonly HashSet<ExecId> _booked = [];
    private readonly JournalChain _chain;

    private OmsBooks(int shard) => _chain = JournalChain.Empty(shard);

    public TradingBook Book { get; } = new();

    /// <summary>Executions that more than one event counts.</summary>
    public IReadOnlyList<string> BookedTwice => _bookedTwice;

    public string Head => Convert.ToHexStringLower(_chain.Hash.Span);

    public long Seq => _chain.Seq;

    /// <exception cref="JournalCorruptException">The chain is broken.</exception>
    public static OmsBooks Read(IEnumerable<JournalRow> rows, int shard = 0)
    {
        var books = new OmsBooks(shard);
        foreach (var row in rows) books.Fold(row);
        return books;
    }

    public static async Task<OmsBooks> ReadAsync(IAsyncEnumerable<JournalRow> rows, int shard = 0)
    {
        var books = new OmsBooks(shard);
        await foreach (var row in rows) books.Fold(row);
        return books;
    }

    private void Fold(JournalRow row)
    {
        _chain.Verify(row);
        var e = EventCodec.Decode(row);
        var counted = e switch
        {
            OrderEvent.Traded trade => trade.Execution.ExecId,
            BrokerEvent.ExternalTraded trade => trade.Execution.ExecId,
            _ => (ExecId?)null,
        };
        if (counted is { } id && !_booked.Add(id)) _bookedTwice.Add(id.Value);
        Book.Apply(e, row.At);
    }
}
