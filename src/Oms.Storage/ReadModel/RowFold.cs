using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;

namespace Oms.Storage.ReadModel;

/// <summary>Folds events into rows. Orders and positions that a batch touches are written once, as they are after it.</summary>
internal sealed class RowFold(DbConnection connection)
{
    private readonly Dictionary<OrderId, OrderView> _orders = [];
    private readonly Dictionary<PositionKey, Position> _positions = [];
    private readonly Dictionary<Symbol, decimal?> _multipliers = [];
    private readonly Dictionary<AccountId, string> _firms = [];
    private readonly HashSet<OrderId> _touchedOrders = [];
    private readonly Dictionary<PositionKey, long> _touchedPositions = [];
    private readonly WriteQueue _writes = new(connection);
    private DbTransaction? _transaction;

    public void Begin(DbTransaction transaction) => _transaction = transaction;

    public async Task ApplyAsync(Committed committed, CancellationToken ct)
    {
        switch (committed.Event)
        {
            case OrderEvent.Denied e: Deny(e, e.Terms, e.Firm, e.By, committed); break;
            case OrderEvent e: await ApplyAsync(e, committed, ct); break;
            case AccountEvent.Opened e: Open(e.Account); break;
            case AccountEvent.LimitsSet e:
                Write(ReadModelTable.RiskLimits, e.Account.Value, await FirmOfAsync(e.Account, ct), Json(e.Limits));
                break;
            case AccountEvent.KillSwitchSet e:
                Write(ReadModelTable.KillSwitches, e.Firm.Value, e.Account?.Value ?? "", Json(e.Switch));
                break;
            case InstrumentEvent.Listed e:
                _multipliers[e.Instrument.Symbol] = e.Instrument.Multiplier;
                Write(ReadModelTable.Instruments, e.Instrument.Symbol.Value, Json(e.Instrument));
                break;
            case AccountEvent.ResendPolicySet e:
                Write(ReadModelTable.ResendPolicies, e.Account.Value, await FirmOfAsync(e.Account, ct), e.ResendOnce ? 1L : 0L);
                break;
            case BrokerEvent e: await ApplyAsync(e, committed, ct); break;
            case ReconciliationEvent e: await ApplyAsync(e, committed, ct); break;
            case OrdersRetired: break; // The engine forgets them; here they stay.
            case AuditEvent e:
                Write(ReadModelTable.Audit, committed.Seq, committed.At.UnixMicros, e.By.Firm.Value, e.By.Name, e.Action, e.Target, e.Detail,
                    e.Address);
                break;
            default: throw new UnreachableException($"{nameof(RowFold)} cannot apply {committed.Event.GetType().Name}");
        }
    }

    /// <summary>Writes what the batch touched. Closed orders are forgotten: little more happens to them.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        foreach (var id in _touchedOrders)
        {
            var (order, created, updated) = _orders[id];
            Write(ReadModelTable.Orders, id.Value, order.Firm.Value, order.Terms.Account.Value, order.Terms.ClOrdId.Value,
                order.Terms.Symbol.Value, order.OrdStatus.ToString(), order.IsClosed ? 0L : 1L, created, updated, order.List?.List.Value, Json(order));
            if (order.IsClosed) _orders.Remove(id);
        }

        foreach (var (key, seq) in _touchedPositions)
        {
            Write(ReadModelTable.Positions, key.Account.Value, key.Symbol.Value, await FirmOfAsync(key.Account, ct), Json(_positions[key]),
                seq);
        }

        _touchedOrders.Clear();
        _touchedPositions.Clear();
        await _writes.FlushAsync(_transaction, ct);
    }

    private async Task ApplyAsync(OrderEvent e, Committed at, CancellationToken ct)
    {
        var before = e is OrderEvent.Placed or OrderEvent.Adopted ? null : await OrderAsync(e.Id, ct);
        var order = e switch
        {
            OrderEvent.Placed placed => Order.From(placed, at.At),
            OrderEvent.Adopted adopted => Order.From(adopted, at.At),
            _ => before?.Order.Apply(e, at.At),
        };
        if (order is null) throw new InvalidOperationException($"Event {at.Seq} is about order {e.Id}, which was never placed");
        _orders[e.Id] = new(order, before?.CreatedSeq ?? at.Seq, at.Seq);
        _touchedOrders.Add(e.Id);

        if (e is OrderEvent.Traded trade) await BookAsync(trade.Execution, order, null, at, ct);
        else if (e is OrderEvent.TradeCorrected correction) await CorrectAsync(correction.Was, correction.Execution, order, at, ct);
        else if (e is OrderEvent.CommissionBooked booked) Charge(booked.ExecId, booked.Commission);
        else if (e is OrderEvent.ReplaceDenied no) Deny(no, order.Terms, order.Firm, no.By, at);
    }

    private async Task ApplyAsync(BrokerEvent e, Committed at, CancellationToken ct)
    {
        switch (e)
        {
            case BrokerEvent.LinkedUp up: Link(LinkState.Synchronizing, up.Endpoint, at); break;
            case BrokerEvent.Synchronized: Link(LinkState.Ready, "", at); break;
            case BrokerEvent.LinkedDown down: Link(LinkState.Disconnected, down.Reason, at); break;
            case BrokerEvent.ExternalTraded trade:
                await BookAsync(trade.Execution, null, await HeldAsync(trade.Execution.ExecId, ct), at, ct);
                break;
            case BrokerEvent.ExternalTradeCorrected correction:
                await CorrectAsync(correction.Was, correction.Execution, null, at, ct);
                break;
            case BrokerEvent.CommissionHeld held:
                Write(ReadModelTable.CommissionsHeld, held.ExecId.Value, held.Commission.Amount.ToString(), held.Commission.Currency);
                Charge(held.ExecId, held.Commission);
                break;
            case BrokerEvent.Reopened reopened:
                Write(ReadModelTable.NightReports, at.Seq, at.At.UnixMicros, Json(reopened.Report));
                break;
            case BrokerEvent.TradingModeSet or BrokerEvent.Frozen: break; // The engine shows them itself.
            default: throw new UnreachableException($"{nameof(RowFold)} cannot apply {e.GetType().Name}");
        }
    }

    private async Task ApplyAsync(ReconciliationEvent e, Committed at, CancellationToken ct)
    {
        switch (e)
        {
            case ReconciliationEvent.BreakOpened opened: await WriteAsync(new(Break.From(opened, at.At), at.Seq, at.Seq), ct); break;
            case ReconciliationEvent.BreakChanged changed: await ChangeAsync(changed.Id, e, at, ct); break;
            case ReconciliationEvent.BreakAssigned assigned: await ChangeAsync(assigned.Id, e, at, ct); break;
            case ReconciliationEvent.BreakHealed healed: await ChangeAsync(healed.Id, e, at, ct); break;
            case ReconciliationEvent.BreakResolved done: await ChangeAsync(done.Id, e, at, ct); break;
            case ReconciliationEvent.RoundFinished: Write(ReadModelTable.Rounds, at.Seq, at.At.UnixMicros, Json((ReconciliationEvent.RoundFinished)e)); break;
            case ReconciliationEvent.PositionAdjusted adjusted:
                var key = new PositionKey(adjusted.Account, adjusted.Symbol);
                var position = await PositionAsync(key, ct);
                _positions[key] = position.AdjustTo(adjusted.To, adjusted.AvgCost, await MultiplierAsync(adjusted.Symbol, ct) ?? position.Multiplier);
                _touchedPositions[key] = at.Seq;
                break;
            case ReconciliationEvent.RoundRequested or ReconciliationEvent.CancelAsked or ReconciliationEvent.CashBaselined: break;
            default: throw new UnreachableException($"{nameof(RowFold)} cannot apply {e.GetType().Name}");
        }
    }

    private async Task ChangeAsync(BreakId id, ReconciliationEvent e, Committed at, CancellationToken ct)
    {
        var found = (await QueryAsync("SELECT state, opened_seq, updated_seq FROM breaks WHERE id = @id", Rows.Break, ct, ("@id", id.Value)))
            .FirstOrDefault() ?? throw new InvalidOperationException($"Event {at.Seq} is about break {id}, which was never opened");
        await WriteAsync(found with { Break = found.Break.Apply(e, at.At), UpdatedSeq = at.Seq }, ct);
    }

    private async Task WriteAsync(BreakView view, CancellationToken ct)
    {
        var (of, opened, updated) = view;
        Write(ReadModelTable.Breaks, of.Id.Value, await FirmOfAsync(of.Finding.Account, ct), of.Finding.Account.Value, of.Finding.Class.ToString(),
            of.End is null ? 1L : 0L, opened, updated, Json(of));
    }

    private async Task BookAsync(Execution fill, Order? order, Commission? held, Committed at, CancellationToken ct)
    {
        await WriteAsync(fill, order, held, at, ct);
        await MoveAsync(fill, position => position, at, ct);
    }

    // Both stay in sight: the fill as it was told first, marked, and the one that stands in its place.
    private async Task CorrectAsync(Execution was, Execution fill, Order? order, Committed at, CancellationToken ct)
    {
        _writes.Add("UPDATE executions SET corrected_by = @corrected_by WHERE exec_id = @exec_id",
            ("@corrected_by", fill.ExecId.Value), ("@exec_id", was.ExecId.Value));
        await WriteAsync(fill, order, null, at, ct);
        var multiplier = await MultiplierAsync(was.Symbol, ct) ?? 1;
        await MoveAsync(fill, position => position.Undo(was, multiplier), at, ct);
    }

    private async Task WriteAsync(Execution fill, Order? order, Commission? held, Committed at, CancellationToken ct)
    {
        var firm = order?.Firm.Value ?? await FirmOfAsync(fill.Account, ct);
        Write(ReadModelTable.Executions, fill.ExecId.Value, order?.Id.Value, order?.Terms.ClOrdId.Value, firm, fill.Account.Value,
            fill.Symbol.Value, fill.Side.ToString(), fill.LastQty.ToString(), fill.LastPx.ToString(), held?.Amount.ToString(), held?.Currency,
            null, fill.Exchange, fill.TransactTime.UnixMicros, at.At.UnixMicros, at.Seq);
    }

    private async Task MoveAsync(Execution fill, Func<Position, Position> before, Committed at, CancellationToken ct)
    {
        var key = new PositionKey(fill.Account, fill.Symbol);
        var position = before(await PositionAsync(key, ct));
        _positions[key] = position.Apply(fill, await MultiplierAsync(fill.Symbol, ct) ?? 1);
        _touchedPositions[key] = at.Seq;
    }

    private void Charge(ExecId id, Commission commission) => _writes.Add(
        "UPDATE executions SET commission = @commission, commission_currency = @currency WHERE exec_id = @exec_id",
        ("@commission", commission.Amount.ToString()), ("@currency", commission.Currency), ("@exec_id", id.Value));

    private void Deny(OrderEvent e, OrderTerms terms, FirmId firm, Actor by, Committed at) => Write(
        ReadModelTable.Denials, at.Seq, at.At.UnixMicros, e.Id.Value, firm.Value, terms.Account.Value, terms.ClOrdId.Value,
        terms.Symbol.Value, EventCodec.KindOf(e), JsonSerializer.Serialize(e, e.GetType(), EventJson.Options), by.Name);

    // Fills of an account that nobody had opened belong to no firm until somebody does.
    private void Open(Account account)
    {
        (string, object?)[] keys = [("@firm", account.Firm.Value), ("@account", account.Id.Value)];
        _firms[account.Id] = account.Firm.Value;
        Write(ReadModelTable.Accounts, account.Id.Value, account.Firm.Value, Json(account));
        _writes.Add("UPDATE positions SET firm = @firm WHERE account = @account AND firm <> @firm", keys);
        _writes.Add("UPDATE executions SET firm = @firm WHERE account = @account AND firm <> @firm", keys);
    }

    private void Link(LinkState state, string detail, Committed at) =>
        Write(ReadModelTable.BrokerLink, 1L, state.ToString(), detail, at.At.UnixMicros, at.Seq);

    // The cost of an own order's fill follows the fill as an event of its own; that of another's fill may have come before it.
    private async Task<Commission?> HeldAsync(ExecId id, CancellationToken ct) => (await QueryAsync(
        "SELECT commission, commission_currency FROM commissions_held WHERE exec_id = @exec_id",
        reader => new Commission(decimal.Parse(reader.GetString(0)), reader.GetString(1), null), ct, ("@exec_id", id.Value))).FirstOrDefault();

    private async Task<OrderView?> OrderAsync(OrderId id, CancellationToken ct) => _orders.GetValueOrDefault(id)
        ?? (await QueryAsync("SELECT state, created_seq, updated_seq FROM orders WHERE id = @id", Rows.Order, ct, ("@id", id.Value)))
        .FirstOrDefault();

    private async Task<Position> PositionAsync(PositionKey key, CancellationToken ct) => _positions.GetValueOrDefault(key)
        ?? await StateAsync<Position>("SELECT state FROM positions WHERE account = @account AND symbol = @symbol", ct,
            ("@account", key.Account.Value), ("@symbol", key.Symbol.Value))
        ?? Position.Flat(key);

    private async Task<decimal?> MultiplierAsync(Symbol symbol, CancellationToken ct)
    {
        if (!_multipliers.TryGetValue(symbol, out var multiplier))
        {
            var instrument = await StateAsync<Instrument>(
                "SELECT state FROM instruments WHERE symbol = @symbol", ct, ("@symbol", symbol.Value));
            _multipliers[symbol] = multiplier = instrument?.Multiplier;
        }

        return multiplier;
    }

    private async Task<string> FirmOfAsync(AccountId account, CancellationToken ct)
    {
        if (_firms.TryGetValue(account, out var firm)) return firm;
        var known = await StateAsync<Account>("SELECT state FROM accounts WHERE account = @account", ct, ("@account", account.Value));
        return known is null ? "" : _firms[account] = known.Firm.Value;
    }

    private async Task<T?> StateAsync<T>(string sql, CancellationToken ct, params (string, object?)[] parameters) where T : class =>
        (await QueryAsync(sql, reader => Rows.State<T>(reader, 0), ct, parameters)).FirstOrDefault();

    // What waits may be what is asked for.
    private async Task<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken ct, params (string, object?)[] parameters)
    {
        await _writes.FlushAsync(_transaction, ct);
        return await connection.QueryAsync(_transaction, sql, read, ct, parameters);
    }

    private void Write(ReadModelTable table, params object?[] values) =>
        _writes.Add(table.Upsert, [.. table.Columns.Zip(values, (name, value) => ($"@{name}", value))]);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, EventJson.Options);
}
