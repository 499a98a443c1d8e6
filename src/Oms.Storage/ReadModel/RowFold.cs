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
    private DbTransaction? _transaction;

    public void Begin(DbTransaction transaction) => _transaction = transaction;

    public Task ApplyAsync(Committed committed, CancellationToken ct) => committed.Event switch
    {
        OrderEvent e => ApplyAsync(e, committed, ct),
        AccountEvent.Opened e => OpenAsync(e.Account, ct),
        AccountEvent.LimitsSet e => SetLimitsAsync(e, ct),
        AccountEvent.KillSwitchSet e =>
            WriteAsync(ReadModelTable.KillSwitches, ct, e.Firm.Value, e.Account?.Value ?? "", Json(e.Switch)),
        InstrumentEvent.Listed e => ListAsync(e.Instrument, ct),
        BrokerEvent e => ApplyAsync(e, committed, ct),
        AuditEvent e => WriteAsync(ReadModelTable.Audit, ct, committed.Seq, committed.At.UnixMicros, e.By.Firm.Value, e.By.Name, e.Action,
            e.Target, e.Detail, e.Address),
        _ => throw new UnreachableException($"{nameof(RowFold)} cannot apply {committed.Event.GetType().Name}"),
    };

    /// <summary>Writes what the batch touched. Closed orders are forgotten: little more happens to them.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        foreach (var id in _touchedOrders)
        {
            var (order, created, updated) = _orders[id];
            await WriteAsync(ReadModelTable.Orders, ct, id.Value, order.Firm.Value, order.Terms.Account.Value, order.Terms.ClOrdId.Value,
                order.Terms.Symbol.Value, order.OrdStatus.ToString(), order.IsClosed ? 0L : 1L, created, updated, Json(order));
            if (order.IsClosed) _orders.Remove(id);
        }

        foreach (var (key, seq) in _touchedPositions)
        {
            await WriteAsync(ReadModelTable.Positions, ct, key.Account.Value, key.Symbol.Value, await FirmOfAsync(key.Account, ct),
                Json(_positions[key]), seq);
        }

        _touchedOrders.Clear();
        _touchedPositions.Clear();
    }

    private async Task ApplyAsync(OrderEvent e, Committed at, CancellationToken ct)
    {
        if (e is OrderEvent.Denied denied)
        {
            await DenyAsync(denied, denied.Terms, denied.Firm, denied.By, at, ct);
            return;
        }

        var before = e is OrderEvent.Placed ? null : await OrderAsync(e.Id, ct);
        var order = e is OrderEvent.Placed placed ? Order.From(placed, at.At) : before?.Order.Apply(e, at.At);
        if (order is null) throw new InvalidOperationException($"Event {at.Seq} is about order {e.Id}, which was never placed");
        _orders[e.Id] = new(order, before?.CreatedSeq ?? at.Seq, at.Seq);
        _touchedOrders.Add(e.Id);

        if (e is OrderEvent.Traded trade) await BookAsync(trade.Execution, order, at, ct);
        else if (e is OrderEvent.CommissionBooked booked) await ChargeAsync(booked.ExecId, booked.Commission, ct);
        else if (e is OrderEvent.ReplaceDenied no) await DenyAsync(no, order.Terms, order.Firm, no.By, at, ct);
    }

    private async Task ApplyAsync(BrokerEvent e, Committed at, CancellationToken ct)
    {
        switch (e)
        {
            case BrokerEvent.LinkedUp up: await LinkAsync(LinkState.Synchronizing, up.Endpoint, at, ct); break;
            case BrokerEvent.Synchronized: await LinkAsync(LinkState.Ready, "", at, ct); break;
            case BrokerEvent.LinkedDown down: await LinkAsync(LinkState.Disconnected, down.Reason, at, ct); break;
            case BrokerEvent.ExternalTraded trade: await BookAsync(trade.Execution, null, at, ct); break;
            case BrokerEvent.CommissionHeld held:
                await WriteAsync(ReadModelTable.CommissionsHeld, ct, held.ExecId.Value, held.Commission.Amount.ToString(),
                    held.Commission.Currency);
                await ChargeAsync(held.ExecId, held.Commission, ct);
                break;
            default: throw new UnreachableException($"{nameof(RowFold)} cannot apply {e.GetType().Name}");
        }
    }

    private async Task BookAsync(Execution fill, Order? order, Committed at, CancellationToken ct)
    {
        var held = await connection.QueryAsync(_transaction,
            "SELECT commission, commission_currency FROM commissions_held WHERE exec_id = @exec_id",
            reader => (Amount: reader.GetString(0), Currency: reader.GetString(1)), ct, [("@exec_id", fill.ExecId.Value)]);
        var (commission, currency) = held.Count == 0 ? (null, null) : ((string?)held[0].Amount, (string?)held[0].Currency);
        var firm = order?.Firm.Value ?? await FirmOfAsync(fill.Account, ct);
        await WriteAsync(ReadModelTable.Executions, ct, fill.ExecId.Value, order?.Id.Value, order?.Terms.ClOrdId.Value, firm,
            fill.Account.Value, fill.Symbol.Value, fill.Side.ToString(), fill.LastQty.ToString(), fill.LastPx.ToString(), commission, currency,
            fill.Exchange, fill.TransactTime.UnixMicros, at.At.UnixMicros, at.Seq);

        var key = new PositionKey(fill.Account, fill.Symbol);
        var position = await PositionAsync(key, ct);
        _positions[key] = position.Apply(fill, await MultiplierAsync(fill.Symbol, ct));
        _touchedPositions[key] = at.Seq;
    }

    private Task ChargeAsync(ExecId id, Commission commission, CancellationToken ct) => connection.ExecuteAsync(_transaction,
        "UPDATE executions SET commission = @commission, commission_currency = @currency WHERE exec_id = @exec_id", ct,
        ("@commission", commission.Amount.ToString()), ("@currency", commission.Currency), ("@exec_id", id.Value));

    private Task DenyAsync(OrderEvent e, OrderTerms terms, FirmId firm, Actor by, Committed at, CancellationToken ct) => WriteAsync(
        ReadModelTable.Denials, ct, at.Seq, at.At.UnixMicros, e.Id.Value, firm.Value, terms.Account.Value, terms.ClOrdId.Value,
        terms.Symbol.Value, EventCodec.KindOf(e), JsonSerializer.Serialize(e, e.GetType(), EventJson.Options), by.Name);

    // Fills of an account that nobody had opened belong to no firm until somebody does.
    private async Task OpenAsync(Account account, CancellationToken ct)
    {
        (string, object?)[] keys = [("@firm", account.Firm.Value), ("@account", account.Id.Value)];
        _firms[account.Id] = account.Firm.Value;
        await WriteAsync(ReadModelTable.Accounts, ct, account.Id.Value, account.Firm.Value, Json(account));
        await connection.ExecuteAsync(
            _transaction, "UPDATE positions SET firm = @firm WHERE account = @account AND firm <> @firm", ct, keys);
        await connection.ExecuteAsync(
            _transaction, "UPDATE executions SET firm = @firm WHERE account = @account AND firm <> @firm", ct, keys);
    }

    private async Task SetLimitsAsync(AccountEvent.LimitsSet e, CancellationToken ct) =>
        await WriteAsync(ReadModelTable.RiskLimits, ct, e.Account.Value, await FirmOfAsync(e.Account, ct), Json(e.Limits));

    private Task ListAsync(Instrument instrument, CancellationToken ct)
    {
        _multipliers[instrument.Symbol] = instrument.Multiplier;
        return WriteAsync(ReadModelTable.Instruments, ct, instrument.Symbol.Value, Json(instrument));
    }

    private Task LinkAsync(LinkState state, string detail, Committed at, CancellationToken ct) =>
        WriteAsync(ReadModelTable.BrokerLink, ct, 1L, state.ToString(), detail, at.At.UnixMicros, at.Seq);

    private async Task<OrderView?> OrderAsync(OrderId id, CancellationToken ct) => _orders.GetValueOrDefault(id)
        ?? (await connection.QueryAsync(_transaction, "SELECT state, created_seq, updated_seq FROM orders WHERE id = @id", Rows.Order, ct,
            [("@id", id.Value)])).FirstOrDefault();

    private async Task<Position> PositionAsync(PositionKey key, CancellationToken ct) => _positions.GetValueOrDefault(key)
        ?? await StateAsync<Position>("SELECT state FROM positions WHERE account = @account AND symbol = @symbol", ct,
            ("@account", key.Account.Value), ("@symbol", key.Symbol.Value))
        ?? Position.Flat(key);

    private async Task<decimal> MultiplierAsync(Symbol symbol, CancellationToken ct)
    {
        if (!_multipliers.TryGetValue(symbol, out var multiplier))
        {
            var instrument = await StateAsync<Instrument>(
                "SELECT state FROM instruments WHERE symbol = @symbol", ct, ("@symbol", symbol.Value));
            _multipliers[symbol] = multiplier = instrument?.Multiplier;
        }

        return multiplier ?? 1;
    }

    private async Task<string> FirmOfAsync(AccountId account, CancellationToken ct)
    {
        if (_firms.TryGetValue(account, out var firm)) return firm;
        var known = await StateAsync<Account>("SELECT state FROM accounts WHERE account = @account", ct, ("@account", account.Value));
        return known is null ? "" : _firms[account] = known.Firm.Value;
    }

    private async Task<T?> StateAsync<T>(string sql, CancellationToken ct, params (string, object?)[] parameters) where T : class =>
        (await connection.QueryAsync(_transaction, sql, reader => Rows.State<T>(reader, 0), ct, parameters)).FirstOrDefault();

    private Task<int> WriteAsync(ReadModelTable table, CancellationToken ct, params object?[] values) =>
        connection.ExecuteAsync(_transaction, table.Upsert, ct, [.. table.Columns.Zip(values, (name, value) => ($"@{name}", value))]);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, EventJson.Options);
}
