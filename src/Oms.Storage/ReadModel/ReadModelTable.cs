namespace Oms.Storage.ReadModel;

/// <summary>A table as it is written: one row by its key, inserted or put in the place of the one before.</summary>
internal sealed class ReadModelTable
{
    public static readonly ReadModelTable Orders = new("orders", ["id"],
        ["firm", "account", "cl_ord_id", "symbol", "ord_status", "is_open", "created_seq", "updated_seq", "list_id", "state"]);

    public static readonly ReadModelTable Executions = new("executions", ["exec_id"],
    [
        "order_id", "cl_ord_id", "firm", "account", "symbol", "side", "last_qty", "last_px", "commission", "commission_currency",
        "corrected_by", "exchange", "transact_time", "booked_at", "seq",
    ]);

    public static readonly ReadModelTable CommissionsHeld =
        new("commissions_held", ["exec_id"], ["commission", "commission_currency"]);

    public static readonly ReadModelTable Positions = new("positions", ["account", "symbol"], ["firm", "state", "updated_seq"]);
    public static readonly ReadModelTable Accounts = new("accounts", ["account"], ["firm", "state"]);
    public static readonly ReadModelTable RiskLimits = new("risk_limits", ["account"], ["firm", "state"]);
    public static readonly ReadModelTable ResendPolicies = new("resend_policies", ["account"], ["firm", "resend_once"]);
    public static readonly ReadModelTable KillSwitches = new("kill_switches", ["firm", "account"], ["state"]);

    public static readonly ReadModelTable Denials = new("denials", ["seq"],
        ["at", "order_id", "firm", "account", "cl_ord_id", "symbol", "kind", "state", "actor"]);

    public static readonly ReadModelTable Instruments = new("instruments", ["symbol"], ["state"]);

    public static readonly ReadModelTable Audit =
        new("audit", ["seq"], ["at", "firm", "actor", "action", "target", "detail", "address"]);

    public static readonly ReadModelTable Breaks =
        new("breaks", ["id"], ["firm", "account", "class", "is_open", "opened_seq", "updated_seq", "state"]);

    public static readonly ReadModelTable Rounds = new("rounds", ["seq"], ["at", "state"]);
    public static readonly ReadModelTable NightReports = new("night_reports", ["seq"], ["at", "state"]);
    public static readonly ReadModelTable BrokerLink = new("broker_link", ["id"], ["state", "detail", "at", "seq"]);

    private ReadModelTable(string name, string[] keys, string[] values)
    {
        Columns = [.. keys, .. values];
        Upsert =
            $"""
            INSERT INTO {name} ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(column => $"@{column}"))})
            ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", values.Select(column => $"{column} = excluded.{column}"))}
            """;
    }

    /// <summary>Keys first.</summary>
    public string[] Columns { get; }

    public string Upsert { get; }
}
