using Microsoft.Data.Sqlite;
using Oms.Engine.Journal;

namespace Oms.Storage.Journal;

/// <summary>Says where a damaged file stops being readable.</summary>
internal static class SqliteDamage
{
    private const int Error = 1;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    public static bool IsMissingTable(SqliteException e) =>
        e.SqliteErrorCode == Error && e.Message.Contains("no such table", StringComparison.Ordinal);

    public static JournalCorruptException Locate(string path, int shard, long fromSeq, SqliteException damage)
    {
        var next = fromSeq;
        try
        {
            var file = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
            using var connection = new SqliteConnection(file.ToString());
            connection.Open();

            // SQLite refuses a file that is shorter than its header says; with this setting it reads what is left of it.
            using var command = new SqliteCommand("PRAGMA query_only = ON; PRAGMA writable_schema = ON;" + JournalSql.Page, connection);
            command.Parameters.AddWithValue("@shard", shard);
            command.Parameters.AddWithValue("@from", fromSeq);
            command.Parameters.AddWithValue("@limit", -1);
            using var reader = command.ExecuteReader();
            while (reader.Read() && JournalPages.Row(shard, reader).Seq == next) next++;
        }
        catch (SqliteException)
        {
            // This is the place that was looked for: every row before it could be read.
        }

        return new(next, damage.Message);
    }
}
