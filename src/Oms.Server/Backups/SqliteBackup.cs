using System.Globalization;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Oms.Storage;

namespace Oms.Server.Backups;

/// <summary>Backups of SQLite: each file is copied by the database itself while it is in use, checked, and packed with the others.</summary>
internal static class SqliteBackup
{
    public static async Task<IReadOnlyDictionary<string, TableMark>> DumpAsync(DatabaseUrl.Sqlite database, string file, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("oms-backup-").FullName;
        try
        {
            var marks = new Dictionary<string, TableMark>(StringComparer.Ordinal);
            foreach (var source in Files(database).Where(File.Exists))
            {
                var copy = Path.Combine(folder, Path.GetFileName(source));
                await ExecuteAsync(source, $"VACUUM INTO '{copy.Replace("'", "''", StringComparison.Ordinal)}'", ct);
                foreach (var (table, mark) in await MarksAsync(copy, ct)) marks[table] = mark;
            }

            File.Delete(file);
            await ZipFile.CreateFromDirectoryAsync(folder, file, ct);
            return marks;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Unpacks into a folder; what is there already is moved aside, not deleted.</summary>
    public static async Task RestoreAsync(DatabaseUrl.Sqlite database, string file, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("oms-restore-").FullName;
        try
        {
            await ZipFile.ExtractToDirectoryAsync(file, folder, ct);
            Directory.CreateDirectory(database.Folder);
            foreach (var target in Files(database).Append(database.ReadFile))
            {
                foreach (var suffix in (string[])["", "-wal", "-shm"])
                {
                    if (File.Exists(target + suffix)) File.Move(target + suffix, $"{target}{suffix}.before-restore", overwrite: true);
                }

                var unpacked = Path.Combine(folder, Path.GetFileName(target));
                if (File.Exists(unpacked)) File.Copy(unpacked, target);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<IReadOnlyDictionary<string, TableMark>> MarksAsync(DatabaseUrl.Sqlite database, CancellationToken ct)
    {
        var marks = new Dictionary<string, TableMark>(StringComparer.Ordinal);
        foreach (var file in Files(database).Where(File.Exists))
        {
            foreach (var (table, mark) in await MarksAsync(file, ct)) marks[table] = mark;
        }

        return marks;
    }

    private static string[] Files(DatabaseUrl.Sqlite database) => [database.JournalFile, database.SettingsFile];

    private static async Task<List<KeyValuePair<string, TableMark>>> MarksAsync(string file, CancellationToken ct)
    {
        await using var connection = Connect(file);
        await connection.OpenAsync(ct);
        var state = (await ListAsync(connection, "PRAGMA integrity_check", ct))[0];
        if (state != "ok") throw new BackupException($"{Path.GetFileName(file)} is damaged: {state}");
        var marks = new List<KeyValuePair<string, TableMark>>();
        foreach (var table in await ListAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", ct))
        {
            using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
            await using var reader = await command.ExecuteReaderAsync(ct);
            var rows = 0L;
            while (await reader.ReadAsync(ct))
            {
                rows++;
                for (var i = 0; i < reader.FieldCount; i++) hash.AppendData(Bytes(reader.GetValue(i)));
            }

            marks.Add(new(table, new(rows, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 15)))));
        }

        return marks;
    }

    private static byte[] Bytes(object value) =>
        value as byte[] ?? System.Text.Encoding.UTF8.GetBytes($"{Convert.ToString(value, CultureInfo.InvariantCulture)}\u0001");

    private static SqliteConnection Connect(string file) => new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());

    private static async Task ExecuteAsync(string file, string text, CancellationToken ct)
    {
        await using var connection = Connect(file);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<string>> ListAsync(SqliteConnection connection, string text, CancellationToken ct)
    {
        var rows = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(reader.GetString(0));
        return rows;
    }
}
