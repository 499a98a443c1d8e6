using System.Data.Common;
using System.Text.Json;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Storage.ReadModel;

/// <summary>Rows to records; the columns stand in the order in which the queries name them.</summary>
internal static class Rows
{
    public static OrderView Order(DbDataReader row) => new(State<Order>(row, 0), row.GetInt64(1), row.GetInt64(2));

    public static ExecutionView Execution(DbDataReader row) => new(
        new(new(row.GetString(0)), new(row.GetString(4)), new(row.GetString(5)), Enum.Parse<Side>(row.GetString(6)),
            decimal.Parse(row.GetString(7)), decimal.Parse(row.GetString(8)), new(row.GetInt64(12)), row.GetString(11)),
        row.Text(1) is { } order ? new OrderId(order) : null,
        row.Text(2) is { } clOrdId ? new ClOrdId(clOrdId) : null,
        new(row.GetString(3)),
        row.Text(9) is { } commission ? decimal.Parse(commission) : null,
        row.Text(10),
        new(row.GetInt64(13)),
        row.GetInt64(14),
        row.Text(15) is { } correctedBy ? new ExecId(correctedBy) : null);

    public static PositionView Position(DbDataReader row) =>
        new(State<Position>(row, 0), new(row.GetString(1)), row.GetInt64(2));

    public static AccountView Account(DbDataReader row) =>
        new(State<Account>(row, 0), row.IsDBNull(1) ? null : State<KillSwitch>(row, 1), row.GetInt64(2));

    public static KillSwitchView KillSwitch(DbDataReader row) =>
        new(row.GetString(0) is { Length: > 0 } account ? new AccountId(account) : null, State<KillSwitch>(row, 1));

    public static DenialView Denial(DbDataReader row)
    {
        var change = row.GetString(7) == "OrderReplaceDenied" ? State<OrderEvent.ReplaceDenied>(row, 8) : null;
        var placement = change is null ? State<OrderEvent.Denied>(row, 8) : null;
        return new(row.GetInt64(0), new(row.GetInt64(1)), new(row.GetString(2)), new(row.GetString(3)), new(row.GetString(4)),
            new(row.GetString(5)), new(row.GetString(6)), placement?.Terms, change?.Terms,
            placement?.Denials ?? change?.Denials ?? [], row.GetString(9));
    }

    public static BreakView Break(DbDataReader row) => new(State<Break>(row, 0), row.GetInt64(1), row.GetInt64(2));

    public static RoundView Round(DbDataReader row) =>
        new(row.GetInt64(0), new(row.GetInt64(1)), State<ReconciliationEvent.RoundFinished>(row, 2));

    public static NightReportView NightReport(DbDataReader row) => new(row.GetInt64(0), State<NightReport>(row, 1));

    public static AuditView Audit(DbDataReader row) => new(row.GetInt64(0), new(row.GetInt64(1)), new(row.GetString(2)), row.GetString(3),
        row.GetString(4), row.GetString(5), row.GetString(6), row.Text(7));

    public static T State<T>(DbDataReader row, int column) =>
        JsonSerializer.Deserialize<T>(row.GetString(column), EventJson.Options)
        ?? throw new InvalidOperationException($"a state of {typeof(T).Name} is null");
}
