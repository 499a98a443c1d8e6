using System.Text.Json;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Server.Orders;

/// <summary>
/// An order's story out of the journal alone: each event, the order as it stood after it, and for what was decided the checks with the
/// limits, prices and headroom of that moment.
/// </summary>
internal sealed class OrderStory(IJournal journal)
{
    private const int EventsMax = 10_000;
    private const int FactsMax = 10_000;

    /// <param name="until">The story as it was known at that instant; null tells all of it.</param>
    public async Task<IReadOnlyList<StoryEvent>> TellAsync(OrderId id, Instant? until, CancellationToken ct)
    {
        var told = new List<StoryEvent>();
        Order? order = null;
        World? world = null;
        await foreach (var row in journal.ReadSubjectAsync(id.Value, 1, EventsMax, ct))
        {
            if (until is { } end && row.At > end) break;
            if (EventCodec.Decode(row) is not OrderEvent e) continue; // An account or a symbol may bear the same name.
            order = e switch
            {
                OrderEvent.Placed placed => Order.From(placed, row.At),
                OrderEvent.Denied => null,
                _ => order?.Apply(e, row.At),
            };
            world ??= order is null ? null : new(await FactsAsync(order, ct));
            told.Add(new(row.Seq, row.At, row.Kind, e, order, order is null ? null : world?.Explain(order, e, row)));
        }

        return told;
    }

    // What is journaled of the order's account, firm and symbol, in order.
    private async Task<List<JournalRow>> FactsAsync(Order order, CancellationToken ct)
    {
        var facts = new List<JournalRow>();
        foreach (var subject in (HashSet<string>)[order.Terms.Account.Value, order.Firm.Value, order.Terms.Symbol.Value])
            await foreach (var row in journal.ReadSubjectAsync(subject, 1, FactsMax, ct)) facts.Add(row);
        facts.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return facts;
    }

    /// <summary>Accounts, limits, switches and instruments, step by step as they were.</summary>
    private sealed class World(List<JournalRow> facts)
    {
        private readonly TradingBook _book = new();
        private int _next;

        public StoryDecision? Explain(Order order, OrderEvent e, JournalRow row)
        {
            var (terms, evidence) = e switch
            {
                OrderEvent.Placed placed => (placed.Terms, placed.Evidence),
                OrderEvent.ReplaceRequested wish => (wish.Terms.Onto(order.Terms), wish.Evidence),
                _ => (order.Terms, null),
            };
            if (evidence is null) return null;
            for (; _next < facts.Count && facts[_next].Seq < row.Seq; _next++)
            {
                if (EventCodec.Decode(facts[_next]) is var fact and (AccountEvent or InstrumentEvent)) _book.Apply(fact, facts[_next].At);
            }

            return new(evidence.ReferencePx, evidence.ReferenceAge?.TotalSeconds, evidence.RateToAccount, evidence.Notional,
                evidence.LimitsVersion, Checks(terms, evidence, row.At));
        }

        // The same checks on what the journal kept of that moment give the same figures. With other limits they would not.
        private IReadOnlyList<PreviewCheck>? Checks(OrderTerms terms, RiskEvidence evidence, Instant at)
        {
            if (_book.LimitsOf(terms.Account) is not { } limits || limits.Version != evidence.LimitsVersion) return null;
            if (!_book.Accounts.TryGetValue(terms.Account, out var account)) return null;
            if (!_book.Instruments.TryGetValue(terms.Symbol, out var instrument)) return null;
            var context = new RiskContext(terms, account, instrument, limits, _book.KillSwitchOf(account.Firm), _book.KillSwitchOf(account.Id),
                true, new(QuoteOf(evidence, at), evidence.RateToAccount), at);
            return [.. PreTradeRisk.All(context).Select(PreviewCheck.From)];
        }

        private static Quote? QuoteOf(RiskEvidence evidence, Instant at) => evidence is { ReferencePx: { } px, ReferenceAge: { } age }
            ? new(px, null, px, null, px, null, null, new(at.UnixMicros - age.Ticks / TimeSpan.TicksPerMicrosecond))
            : null;
    }
}

/// <summary>One event of an order's life; <see cref="Order"/> is the order after it, null when the event made none.</summary>
internal sealed record StoryEvent(long Seq, Instant At, string Kind, OrderEvent Event, Order? Order, StoryDecision? Decision);

/// <summary>What a decision used, and every check with its limit and headroom as it was then; null checks cannot be told any more.</summary>
internal sealed record StoryDecision(decimal? ReferencePx, double? ReferenceAgeSeconds, decimal? RateToAccount, decimal? Notional,
    int LimitsVersion, IReadOnlyList<PreviewCheck>? Checks);

/// <summary>One event of an order's life out of the journal, in the spelling of the API. <c>Data</c> holds what the broker said, word for word
/// as far as it is kept: status, permanent id, codes and texts.</summary>
internal sealed record StoryEntry(long Seq, Instant At, string Kind, JsonElement Data, OrderResource? Order, StoryDecision? Decision)
{
    public static StoryEntry From(StoryEvent told, Instrument? instrument) => new(told.Seq, told.At, told.Kind,
        JsonSerializer.SerializeToElement(told.Event, told.Event.GetType(), ApiJson.Options),
        told.Order is null ? null : OrderResource.From(told.Order, instrument, told.Seq), told.Decision);
}
