using System.Data.Common;
using Npgsql;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Storage.ReadModel;

/// <summary>
/// Questions to the read model. Whatever belongs to a firm is asked for with that firm first: no answer crosses from one firm to another.
/// A cursor that this store did not make is a <see cref="FormatException"/>.
/// </summary>
public sealed class ReadModelStore(ReadModelDatabase database)
{
    public const int PageDefault = 100;
    public const int PageMax = 500;

    private const string OrderColumns = "SELECT state, created_seq, updated_seq FROM orders";

    public async Task<OrderView?> OrderAsync(FirmId firm, OrderId id, CancellationToken ct) =>
        (await ReadAsync(new Filter(firm).And("id", id.Value), OrderColumns, "", Rows.Order, ct)).FirstOrDefault();

    public async Task<OrderView?> OrderAsync(FirmId firm, AccountId account, ClOrdId clOrdId, CancellationToken ct) =>
        (await ReadAsync(new Filter(firm).And("account", account.Value).And("cl_ord_id", clOrdId.Value), OrderColumns,
            "ORDER BY created_seq LIMIT 1", Rows.Order, ct)).FirstOrDefault();

    public Task<Page<OrderView>> OrdersAsync(FirmId firm, OrderQuery query, CancellationToken ct)
    {
        var filter = new Filter(firm).And("account", query.Account?.Value).And("symbol", query.Symbol?.Value)
            .And("is_open", query.Scope is OrderScope.All ? null : query.Scope is OrderScope.Open ? 1L : 0L)
            .And("list_id", query.List?.Value);
        return PageAsync(filter, OrderColumns, "created_seq", (query.Cursor, query.Limit), Rows.Order, order => order.CreatedSeq, ct);
    }

    public Task<Page<ExecutionView>> ExecutionsAsync(FirmId firm, ExecutionQuery query, CancellationToken ct)
    {
        const string Columns =
            """
            SELECT exec_id, order_id, cl_ord_id, firm, account, symbol, side, last_qty, last_px, commission, commission_currency,
                exchange, transact_time, booked_at, seq, corrected_by FROM executions
            """;
        var filter = new Filter(firm).And("account", query.Account?.Value).And("symbol", query.Symbol?.Value)
            .And("order_id", query.OrderId?.Value);
        return PageAsync(filter, Columns, "seq", (query.Cursor, query.Limit), Rows.Execution, execution => execution.Seq, ct);
    }

    public Task<Page<DenialView>> DenialsAsync(FirmId firm, DenialQuery query, CancellationToken ct)
    {
        const string Columns =
            "SELECT seq, at, order_id, firm, account, cl_ord_id, symbol, kind, state, actor FROM denials";
        var filter = new Filter(firm).And("account", query.Account?.Value).And("symbol", query.Symbol?.Value);
        return PageAsync(filter, Columns, "seq", (query.Cursor, query.Limit), Rows.Denial, denial => denial.Seq, ct);
    }

    public Task<Page<AuditView>> AuditAsync(FirmId firm, AuditQuery query, CancellationToken ct)
    {
        const string Columns = "SELECT seq, at, firm, actor, action, target, detail, address FROM audit";
        var filter = new Filter(firm).And("actor", query.By).And("action", query.Action).And("target", query.Target);
        return PageAsync(filter, Columns, "seq", (query.Cursor, query.Limit), Rows.Audit, act => act.Seq, ct);
    }

    public async Task<IReadOnlyList<PositionView>> PositionsAsync(FirmId firm, AccountId? account, CancellationToken ct) =>
        await ReadAsync(new Filter(firm).And("account", account?.Value), "SELECT state, firm, updated_seq FROM positions",
            "ORDER BY account, symbol", Rows.Position, ct);

    public async Task<IReadOnlyList<AccountView>> AccountsAsync(FirmId firm, CancellationToken ct) =>
        await ReadAsync(new Filter(firm),
            """
            SELECT state, (SELECT k.state FROM kill_switches k WHERE k.firm = accounts.firm AND k.account = accounts.account),
                (SELECT count(*) FROM orders o WHERE o.firm = accounts.firm AND o.account = accounts.account AND o.is_open = 1)
            FROM accounts
            """, "ORDER BY account", Rows.Account, ct);

    /// <summary>The limits of an account of this firm; null when none were set, or it is another's.</summary>
    public async Task<RiskLimits?> LimitsAsync(FirmId firm, AccountId account, CancellationToken ct) =>
        (await ReadAsync(new Filter(firm).And("account", account.Value), "SELECT state FROM risk_limits", "",
            row => Rows.State<RiskLimits>(row, 0), ct)).FirstOrDefault();

    /// <summary>Whether an order of the account that provably never arrived is sent once more; false where nothing was said.</summary>
    public async Task<bool> ResendsOnceAsync(FirmId firm, AccountId account, CancellationToken ct) =>
        (await ReadAsync(new Filter(firm).And("account", account.Value), "SELECT resend_once FROM resend_policies", "",
            row => row.GetInt64(0), ct)) is [1];

    public async Task<IReadOnlyList<KillSwitchView>> KillSwitchesAsync(FirmId firm, CancellationToken ct) =>
        await ReadAsync(new Filter(firm), "SELECT account, state FROM kill_switches", "ORDER BY account", Rows.KillSwitch, ct);

    public async Task<IReadOnlyList<Instrument>> InstrumentsAsync(CancellationToken ct) =>
        await ReadAsync(Filter.None, "SELECT state FROM instruments", "ORDER BY symbol", row => Rows.State<Instrument>(row, 0), ct);

    public Task<Page<BreakView>> BreaksAsync(FirmId firm, BreakQuery query, CancellationToken ct)
    {
        var filter = new Filter(firm).And("account", query.Account?.Value)
            .And("is_open", query.IsOpen is { } isOpen ? isOpen ? 1L : 0L : null);
        return PageAsync(filter, "SELECT state, opened_seq, updated_seq FROM breaks", "opened_seq", (query.Cursor, query.Limit), Rows.Break,
            found => found.OpenedSeq, ct);
    }

    public async Task<BreakView?> BreakAsync(FirmId firm, BreakId id, CancellationToken ct) =>
        (await ReadAsync(new Filter(firm).And("id", id.Value), "SELECT state, opened_seq, updated_seq FROM breaks", "", Rows.Break, ct)).FirstOrDefault();

    /// <summary>The last rounds that left a trace, newest first; they belong to no firm.</summary>
    public Task<Page<RoundView>> RoundsAsync(string? cursor, int limit, CancellationToken ct) =>
        PageAsync(Filter.None, "SELECT seq, at, state FROM rounds", "seq", (cursor, limit), Rows.Round, round => round.Seq, ct);

    /// <summary>The last night reports, newest first, of all firms: whoever shows them shows a firm its own orders only.</summary>
    public Task<Page<NightReportView>> NightReportsAsync(string? cursor, int limit, CancellationToken ct) =>
        PageAsync(Filter.None, "SELECT seq, state FROM night_reports", "seq", (cursor, limit), Rows.NightReport, report => report.Seq, ct);

    /// <summary>Null until the link has come up for the first time.</summary>
    public async Task<BrokerLinkView?> BrokerLinkAsync(CancellationToken ct) =>
        (await ReadAsync(Filter.None, "SELECT state, detail, at, seq FROM broker_link", "",
            row => new BrokerLinkView(Enum.Parse<LinkState>(row.GetString(0)), row.GetString(1), new(row.GetInt64(2)), row.GetInt64(3)), ct))
        .FirstOrDefault();

    /// <summary>How far the tables have come; zero where no engine has made them yet.</summary>
    public async Task<long> CheckpointAsync(CancellationToken ct)
    {
        try
        {
            return (await ReadAsync(Filter.None, "SELECT seq FROM checkpoint", "", row => row.GetInt64(0), ct))[0];
        }
        catch (DbException e) when (ReadModelDatabase.IsMissingTable(e))
        {
            return 0;
        }
    }

    // For the follower, which serves all firms and parts them afterwards.
    internal async Task<IReadOnlyList<Order>> OrdersAsync(IReadOnlyCollection<OrderId> ids, CancellationToken ct) => ids.Count == 0
        ? []
        : await ReadAsync(Filter.None.In("id", ids.Select(id => id.Value)), "SELECT state FROM orders", "", row => Rows.State<Order>(row, 0), ct);

    internal async Task<IReadOnlyList<Position>> PositionsAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken ct) =>
        accounts.Count == 0
            ? []
            : await ReadAsync(Filter.None.In("account", accounts.Select(account => account.Value)), "SELECT state FROM positions", "",
                row => Rows.State<Position>(row, 0), ct);

    internal async Task<IReadOnlyList<Account>> AllAccountsAsync(CancellationToken ct) =>
        await ReadAsync(Filter.None, "SELECT state FROM accounts", "", row => Rows.State<Account>(row, 0), ct);

    private async Task<Page<T>> PageAsync<T>(Filter filter, string select, string seq, (string? Cursor, int Limit) page,
        Func<DbDataReader, T> read, Func<T, long> seqOf, CancellationToken ct)
    {
        var limit = Math.Clamp(page.Limit, 1, PageMax);
        if (page.Cursor is { } cursor) filter.Before(seq, PageCursor.Read(cursor));
        var rows = await ReadAsync(filter, select, $"ORDER BY {seq} DESC LIMIT {limit + 1}", read, ct);
        if (rows.Count <= limit) return new(rows, null);
        rows.RemoveAt(limit);
        return new(rows, PageCursor.Write(seqOf(rows[^1])));
    }

    private async Task<List<T>> ReadAsync<T>(Filter filter, string select, string order, Func<DbDataReader, T> read, CancellationToken ct)
    {
        try
        {
            return await ReadOnceAsync(filter, select, order, read, ct);
        }
        catch (NpgsqlException e) when (e.IsTransient)
        {
            // A server that was restarted has left a pool of dead connections; to read again does no harm.
            database.DropIdle();
            return await ReadOnceAsync(filter, select, order, read, ct);
        }
    }

    private async Task<List<T>> ReadOnceAsync<T>(Filter filter, string select, string order, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.QueryAsync(null, $"{select}{filter.Where} {order}", read, ct, filter.Parameters);
    }
}
