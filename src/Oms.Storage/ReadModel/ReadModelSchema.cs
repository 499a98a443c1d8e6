using System.Data.Common;
using System.Globalization;

namespace Oms.Storage.ReadModel;

/// <summary>
/// The tables of the read model. Any change to them, or to what is written into them, raises <see cref="Version"/>: the tables are then
/// dropped and filled from the journal again.
/// </summary>
internal static class ReadModelSchema
{
    public const int Version = 4;

    private const string Tables =
        """
        CREATE TABLE checkpoint (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL);
        CREATE TABLE orders (
            id TEXT NOT NULL PRIMARY KEY, firm TEXT NOT NULL, account TEXT NOT NULL, cl_ord_id TEXT NOT NULL, symbol TEXT NOT NULL,
            ord_status TEXT NOT NULL, is_open BIGINT NOT NULL, created_seq BIGINT NOT NULL, updated_seq BIGINT NOT NULL,
            list_id TEXT, state TEXT NOT NULL);
        CREATE INDEX orders_list ON orders (list_id);
        CREATE INDEX orders_firm ON orders (firm, created_seq);
        CREATE INDEX orders_open ON orders (firm, is_open, created_seq);
        CREATE INDEX orders_account ON orders (firm, account, created_seq);
        CREATE INDEX orders_cl_ord_id ON orders (account, cl_ord_id);
        CREATE TABLE executions (
            exec_id TEXT NOT NULL PRIMARY KEY, order_id TEXT, cl_ord_id TEXT, firm TEXT NOT NULL, account TEXT NOT NULL,
            symbol TEXT NOT NULL, side TEXT NOT NULL, last_qty TEXT NOT NULL, last_px TEXT NOT NULL, commission TEXT,
            commission_currency TEXT, corrected_by TEXT, exchange TEXT NOT NULL, transact_time BIGINT NOT NULL, booked_at BIGINT NOT NULL,
            seq BIGINT NOT NULL);
        CREATE INDEX executions_firm ON executions (firm, seq);
        CREATE INDEX executions_account ON executions (account, seq);
        CREATE INDEX executions_order ON executions (order_id, seq);
        CREATE TABLE commissions_held (exec_id TEXT NOT NULL PRIMARY KEY, commission TEXT NOT NULL, commission_currency TEXT NOT NULL);
        CREATE TABLE positions (
            account TEXT NOT NULL, symbol TEXT NOT NULL, firm TEXT NOT NULL, state TEXT NOT NULL, updated_seq BIGINT NOT NULL,
            PRIMARY KEY (account, symbol));
        CREATE INDEX positions_firm ON positions (firm);
        CREATE TABLE accounts (account TEXT NOT NULL PRIMARY KEY, firm TEXT NOT NULL, state TEXT NOT NULL);
        CREATE TABLE risk_limits (account TEXT NOT NULL PRIMARY KEY, firm TEXT NOT NULL, state TEXT NOT NULL);
        CREATE TABLE resend_policies (account TEXT NOT NULL PRIMARY KEY, firm TEXT NOT NULL, resend_once BIGINT NOT NULL);
        CREATE TABLE kill_switches (firm TEXT NOT NULL, account TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (firm, account));
        CREATE TABLE denials (
            seq BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, order_id TEXT NOT NULL, firm TEXT NOT NULL, account TEXT NOT NULL,
            cl_ord_id TEXT NOT NULL, symbol TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, actor TEXT NOT NULL);
        CREATE INDEX denials_firm ON denials (firm, seq);
        CREATE TABLE instruments (symbol TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL);
        CREATE TABLE audit (
            seq BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, firm TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
            target TEXT NOT NULL, detail TEXT NOT NULL, address TEXT);
        CREATE INDEX audit_firm ON audit (firm, seq);
        CREATE TABLE breaks (
            id TEXT NOT NULL PRIMARY KEY, firm TEXT NOT NULL, account TEXT NOT NULL, class TEXT NOT NULL, is_open BIGINT NOT NULL,
            opened_seq BIGINT NOT NULL, updated_seq BIGINT NOT NULL, state TEXT NOT NULL);
        CREATE INDEX breaks_firm ON breaks (firm, opened_seq);
        CREATE TABLE rounds (seq BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, state TEXT NOT NULL);
        CREATE TABLE night_reports (seq BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, state TEXT NOT NULL);
        CREATE TABLE broker_link (
            id BIGINT NOT NULL PRIMARY KEY, state TEXT NOT NULL, detail TEXT NOT NULL, at BIGINT NOT NULL, seq BIGINT NOT NULL);
        """;

    /// <summary>Makes the tables, or makes them again when they are of another version; says whether it did.</summary>
    public static async Task<bool> EnsureAsync(DbConnection connection, ReadModelDatabase database, CancellationToken ct)
    {
        var tables = await connection.QueryAsync(null, database.ListTables, reader => reader.GetString(0), ct);
        if (tables.Contains("checkpoint"))
        {
            var versions = await connection.QueryAsync(null, "SELECT version FROM checkpoint", reader => reader.GetInt64(0), ct);
            if (versions is [Version]) return false;
        }

        await RebuildAsync(connection, database, ct);
        return tables.Count > 0;
    }

    /// <summary>Drops everything and makes empty tables, in one transaction: readers see the old ones or the new ones.</summary>
    public static async Task RebuildAsync(DbConnection connection, ReadModelDatabase database, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var table in await connection.QueryAsync(transaction, database.ListTables, reader => reader.GetString(0), ct))
            await connection.ExecuteAsync(transaction, $"DROP TABLE \"{table}\"", ct);
        var first = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO checkpoint (id, version, seq, at) VALUES (1, {Version}, 0, 0)");
        await connection.ExecuteAsync(transaction, $"{Tables} {first}", ct);
        await transaction.CommitAsync(ct);
    }
}
