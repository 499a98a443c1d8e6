using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Storage.Jobs;

/// <summary>
/// What decides between processes is the database's: its clock, so that leases do not depend on whose watch is right, and its lock, so that
/// claims are made one after the other. SQLite has one process; there the process's clock is the clock, and a transaction is the lock.
/// </summary>
public static class JobClock
{
    // The letters OMSJ: the first key of the locks of background work.
    private const int LockSpace = 0x4F4D534A;

    public static async Task<Instant> NowAsync(this SettingsDb db, TimeProvider clock, CancellationToken ct)
    {
        if (db is not PostgresSettingsDb) return Instant.Now(clock);
        var micros = await db.Database.SqlQueryRaw<long>("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS \"Value\"").SingleAsync(ct);
        return new(micros);
    }

    /// <summary>Waits for the claim lock; it goes with the transaction.</summary>
    public static async Task LockClaimsAsync(this SettingsDb db, CancellationToken ct)
    {
        if (db is PostgresSettingsDb) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockSpace}, 1)", ct);
    }

    /// <summary>Tries to be the one process that does a duty; held as long as the connection of <paramref name="db"/> stays open.</summary>
    public static async Task<bool> TryLeadAsync(this SettingsDb db, int duty, CancellationToken ct)
    {
        if (db is not PostgresSettingsDb) return true;
        await db.Database.OpenConnectionAsync(ct);
        return await ScalarAsync(db.Database.GetDbConnection(), $"SELECT pg_try_advisory_lock({LockSpace}, {duty})", ct) is true;
    }

    /// <summary>Fails when the connection, and with it the duty, was lost.</summary>
    public static async Task StillLeadsAsync(this SettingsDb db, CancellationToken ct)
    {
        if (db is PostgresSettingsDb) await ScalarAsync(db.Database.GetDbConnection(), "SELECT 1", ct);
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string text, CancellationToken ct)
    {
        if (connection.State is not ConnectionState.Open) throw new InvalidOperationException("the connection that holds the duty is closed");
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return await command.ExecuteScalarAsync(ct);
    }
}
