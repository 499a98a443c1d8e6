using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Server.Executions;
using Oms.Server.Orders;
using Oms.Server.Positions;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;

namespace Oms.Server.Streams;

/// <summary>What one journaled event says to the members of a firm; nothing when it is not theirs.</summary>
internal sealed class StreamMessages(
    ReferenceData reference, ReadModelStore store, ReadModelProgress progress, PositionPricer pricer)
{
    public async ValueTask<IReadOnlyList<StreamMessage>> ForAsync(Committed committed, FirmId firm, CancellationToken ct) => committed.Event switch
    {
        OrderEvent.Denied denied => denied.Firm == firm ? [Denied(committed, denied)] : [],
        OrderEvent e => await OrderAsync(committed, e, firm, ct),
        BrokerEvent.ExternalTraded trade => await ExternalAsync(committed, trade.Execution, firm, ct),
        BrokerEvent.ExternalTradeCorrected correction => await ExternalAsync(committed, correction.Execution, firm, ct),
        ReconciliationEvent.PositionAdjusted adjusted =>
            await MovedAsync(committed, new(adjusted.Account, adjusted.Symbol), firm, ct),
        ReconciliationEvent e => await BreakAsync(committed, e, firm, ct),
        AccountEvent e => FirmOf(e) == firm ? [Account(committed, e)] : [],
        BrokerEvent e when Link(e) is { } link => [new(committed.Seq, "broker", new { committed.Seq, committed.At, link.State, link.Reason })],
        _ => [],
    };

    private async ValueTask<IReadOnlyList<StreamMessage>> OrderAsync(Committed committed, OrderEvent e, FirmId firm, CancellationToken ct)
    {
        // From far back only the event comes; the order is then shown as the read model has it, which is as of this event or later.
        if (committed.Order is null) await progress.WaitPastAsync(committed.Seq - 1, ct);
        var order = committed.Order ?? (await store.OrderAsync(firm, e.Id, ct))?.Order;
        if (order is null || order.Firm != firm) return [];
        var execution = e switch
        {
            OrderEvent.Traded trade => Execution(trade.Execution, order, committed),
            OrderEvent.TradeCorrected correction => Execution(correction.Execution, order, committed),
            _ => null,
        };
        var shown = OrderResource.From(order, reference.Find(order.Terms.Symbol), committed.Seq);
        var message = new StreamMessage(committed.Seq, "order",
            new { committed.Seq, committed.At, Kind = EventCodec.KindOf(e), Order = shown, Execution = execution });
        return committed.Position is { } position ? [message, Position(committed, position)] : [message];
    }

    // What a break looks like is asked of the list; here is only told that one changed.
    private async ValueTask<IReadOnlyList<StreamMessage>> BreakAsync(Committed committed, ReconciliationEvent e, FirmId firm, CancellationToken ct)
    {
        var kind = EventCodec.KindOf(e);
        if (e is ReconciliationEvent.RoundFinished) return [new(committed.Seq, "reconciliation", new { committed.Seq, committed.At, Kind = kind, Break = (string?)null })];
        if (BreakOf(e) is not { } id) return [];
        var isTheirs = e is ReconciliationEvent.BreakOpened opened
            ? reference.Find(opened.Finding.Account)?.Firm == firm
            : await store.BreakAsync(firm, id, ct) is not null;
        return isTheirs ? [new(committed.Seq, "reconciliation", new { committed.Seq, committed.At, Kind = kind, Break = (string?)id.Value })] : [];
    }

    private static BreakId? BreakOf(ReconciliationEvent e) => e switch
    {
        ReconciliationEvent.BreakOpened opened => opened.Id,
        ReconciliationEvent.BreakChanged changed => changed.Id,
        ReconciliationEvent.BreakAssigned assigned => assigned.Id,
        ReconciliationEvent.BreakHealed healed => healed.Id,
        ReconciliationEvent.BreakResolved done => done.Id,
        _ => null,
    };

    private ValueTask<IReadOnlyList<StreamMessage>> ExternalAsync(
        Committed committed, Execution fill, FirmId firm, CancellationToken ct) =>
        MovedAsync(committed, new(fill.Account, fill.Symbol), firm, ct);

    private async ValueTask<IReadOnlyList<StreamMessage>> MovedAsync(
        Committed committed, PositionKey key, FirmId firm, CancellationToken ct)
    {
        if (reference.Find(key.Account)?.Firm != firm) return [];
        var position = committed.Position
            ?? (await store.PositionsAsync(firm, key.Account, ct)).FirstOrDefault(view => view.Position.Key == key)?.Position;
        return position is null ? [] : [Position(committed, position)];
    }

    private StreamMessage Position(Committed committed, Position position) =>
        new(committed.Seq, "position", new { committed.Seq, committed.At, Position = pricer.Price(position) });

    private static StreamMessage Denied(Committed committed, OrderEvent.Denied denied) => new(committed.Seq, "denial", new
    {
        committed.Seq,
        committed.At,
        Account = denied.Terms.Account.Value,
        ClOrdId = denied.Terms.ClOrdId.Value,
        Symbol = denied.Terms.Symbol.Value,
        denied.Terms.Side,
        denied.Terms.OrderQty,
        Denials = denied.Denials.Select(denial => new { denial.Code, denial.Detail }),
        By = denied.By.Name,
    });

    private static ExecutionResource Execution(Execution fill, Order order, Committed committed) => new(
        fill.ExecId.Value, order.Id.Value, order.Terms.ClOrdId.Value, fill.Account.Value, fill.Symbol.Value, fill.Side, fill.LastQty,
        fill.LastPx, null, null, fill.Exchange, fill.TransactTime, committed.At, committed.Seq);

    private FirmId? FirmOf(AccountEvent e) => e switch
    {
        AccountEvent.Opened opened => opened.Account.Firm,
        AccountEvent.ResendPolicySet set => reference.Find(set.Account)?.Firm,
        AccountEvent.LimitsSet set => reference.Find(set.Account)?.Firm,
        AccountEvent.KillSwitchSet set => set.Firm,
        _ => null,
    };

    private static StreamMessage Account(Committed committed, AccountEvent e) =>
        new(committed.Seq, "account", new { committed.Seq, committed.At, Kind = EventCodec.KindOf(e), Account = e.Subject });

    private static (LinkState State, string? Reason)? Link(BrokerEvent e) => e switch
    {
        BrokerEvent.LinkedUp => (LinkState.Synchronizing, null),
        BrokerEvent.Synchronized => (LinkState.Ready, null),
        BrokerEvent.LinkedDown down => (LinkState.Disconnected, down.Reason),
        _ => null,
    };
}
