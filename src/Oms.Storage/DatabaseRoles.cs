using System.Globalization;
using Npgsql;

namespace Oms.Storage;

/// <summary>Who uses the tables of a PostgreSQL database that someone else owns; null where the owner does. The roles exist already.</summary>
/// <param name="App">Reads and writes rows. It cannot change or drop a row of the journal, and creates tables for the read model and the scheduler alone.</param>
/// <param name="Report">Reads the journal and the read model; sees no users, keys or endpoints.</param>
/// <param name="Shards">For how many shards there is to be a read model, 1 to 1024.</param>
public sealed record DatabaseRoles(string? App, string? Report, int Shards)
{
    // A DO block takes no parameters.
    private const string Names =
        "SELECT set_config('oms.app', @app, true), set_config('oms.report', @report, true), set_config('oms.shards', @shards, true)";

    // The read model is the app's own: it is dropped and filled again without asking anybody. So are the triggers, whose tables Quartz makes.
    private const string Grants =
        """
        DO $$
        DECLARE
            app text := current_setting('oms.app');
            report text := current_setting('oms.report');
            name text;
            owned text;
        BEGIN
            IF app <> '' THEN
                FOR name IN SELECT 'quartz' UNION ALL SELECT CASE shard WHEN 0 THEN 'read' ELSE 'read_' || shard END
                    FROM generate_series(0, current_setting('oms.shards')::integer - 1) AS shard LOOP
                    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', name);
                    EXECUTE format('ALTER SCHEMA %I OWNER TO %I', name, app);
                    FOR owned IN SELECT tablename FROM pg_tables WHERE schemaname = name LOOP
                        EXECUTE format('ALTER TABLE %I.%I OWNER TO %I', name, owned, app);
                    END LOOP;
                    CONTINUE WHEN report = '' OR name = 'quartz';
                    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', name, report);
                    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', name, report);
                    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO %I', app, name, report);
                END LOOP;
                FOR name IN SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole LOOP
                    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', name, app);
                    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', name, app);
                    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', name, app);
                END LOOP;
                EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON journal FROM %I', app);
            END IF;
            IF report <> '' THEN
                EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', report);
                EXECUTE format('GRANT SELECT ON journal, journal_lease TO %I', report);
            END IF;
        END $$;
        """;

    private const int ShardsMax = 1024;

    /// <summary>From <c>OMS_APP_ROLE</c>, <c>OMS_REPORT_ROLE</c> and <c>OMS_SHARDS</c> (1 where it is not a number of shards).</summary>
    public static DatabaseRoles FromEnvironment() => new(
        Environment.GetEnvironmentVariable("OMS_APP_ROLE"),
        Environment.GetEnvironmentVariable("OMS_REPORT_ROLE"),
        int.TryParse(Environment.GetEnvironmentVariable("OMS_SHARDS"), CultureInfo.InvariantCulture, out var shards) ? Math.Clamp(shards, 1, ShardsMax) : 1);

    internal async Task GrantAsync(string connectionString, CancellationToken ct)
    {
        if (App is not { Length: > 0 } && Report is not { Length: > 0 }) return;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var names = new NpgsqlCommand(Names, connection, transaction);
        names.Parameters.AddWithValue("@app", App ?? "");
        names.Parameters.AddWithValue("@report", Report ?? "");
        names.Parameters.AddWithValue("@shards", Shards.ToString(CultureInfo.InvariantCulture));
        await names.ExecuteNonQueryAsync(ct);
        await using var grant = new NpgsqlCommand(Grants, connection, transaction);
        await grant.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
