using Npgsql;
using Oms.Storage;
using Oms.Storage.Settings;

namespace Oms.Server.Deployment;

/// <summary>Asks the database what the role of <c>DATABASE_URL</c> may do there; it should be able to add to the journal, and no more.</summary>
internal static class DatabaseCheck
{
    private const string Rights =
        """
        SELECT rolsuper OR rolcreaterole OR rolbypassrls,
               to_regclass('journal') IS NOT NULL,
               coalesce(has_table_privilege(current_user, to_regclass('journal'), 'UPDATE, DELETE, TRUNCATE'), false),
               has_schema_privilege(current_user, 'public', 'CREATE'),
               current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AND current_setting('synchronous_commit') <> 'off',
               current_setting('data_checksums') = 'on',
               EXISTS (SELECT FROM pg_replication_slots) OR current_setting('archive_mode') <> 'off'
        FROM pg_roles WHERE rolname = current_user
        """;

    public static async Task<IReadOnlyList<Finding>> CheckAsync(IServiceProvider services, CancellationToken ct)
    {
        var url = services.GetRequiredService<DatabaseUrl>();
        if (url is not DatabaseUrl.Postgres postgres) return [];
        if (await url.WhyNoAnswerAsync(ct) is { } reason) return [new(FindingSeverity.Error, "DATABASE_AWAY", $"{url}: {reason}")];
        var findings = new List<Finding>();
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(ct);
        await using var ask = new NpgsqlCommand(Rights, connection);
        await using var answer = await ask.ExecuteReaderAsync(ct);
        await answer.ReadAsync(ct);
        void Report(bool isSo, FindingSeverity severity, string code, string detail)
        {
            if (isSo) findings.Add(new(severity, code, detail));
        }

        Report(answer.GetBoolean(0), FindingSeverity.Error, "DATABASE_SUPERUSER", "the role may do anything in the database: use one of infra/postgres/10-roles.sh");
        Report(!answer.GetBoolean(1) || !await services.AreSettingsUpToDateAsync(ct), FindingSeverity.Error, "TABLES_OLD", "the tables are missing or of an earlier version: run `oms migrate`");
        Report(answer.GetBoolean(2), FindingSeverity.Error, "JOURNAL_WRITABLE", "the role may change or remove rows of the journal: run `oms migrate` as their owner with OMS_APP_ROLE");
        Report(answer.GetBoolean(3), FindingSeverity.Warning, "SCHEMA_WRITABLE", "the role may create tables beside the journal");
        Report(!answer.GetBoolean(4), FindingSeverity.Error, "NOT_DURABLE", "fsync, full_page_writes or synchronous_commit is off: an accepted order can be lost");
        Report(!answer.GetBoolean(5), FindingSeverity.Warning, "NO_CHECKSUMS", "the database was made without --data-checksums: damage on disk is not seen");
        Report(!answer.GetBoolean(6), FindingSeverity.Warning, "LOG_NOT_KEPT", "nothing follows the database's log: a lost disk takes the orders since the last backup with it");
        return findings;
    }
}
