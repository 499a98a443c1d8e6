using System.Diagnostics;
using System.Security.Cryptography;
using Oms.Engine.Journal;
using Oms.Server.Hosting;
using Oms.Storage;
using Oms.Storage.Journal;
using Oms.Trading;

namespace Oms.Server.Backups;

/// <summary>A backup file and what it holds.</summary>
internal sealed record Backup(string Path, BackupManifest Manifest);

/// <summary>What a trial restore found.</summary>
internal sealed record BackupCheck(string File, Instant TakenAt, long Tables, long Rows, long JournalRows, string JournalHead);

/// <summary>Makes backups of the database, tries them out, and restores them.</summary>
internal sealed class BackupStore(OmsSettings settings, TimeProvider clock)
{
    private const string Prefix = "oms-";

    public string Folder { get; } = Path.Combine(settings.DataDirectory, "backups");

    public async Task<Backup> TakeAsync(string? target, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        var taken = clock.GetUtcNow();
        var kind = settings.Database is DatabaseUrl.Sqlite ? "zip" : "dump";
        var file = target ?? Path.Combine(Folder, $"{Prefix}{taken:yyyyMMdd'T'HHmmss'Z'}.{kind}");
        var part = $"{file}.part";
        var tables = settings.Database switch
        {
            DatabaseUrl.Sqlite sqlite => await SqliteBackup.DumpAsync(sqlite, part, ct),
            DatabaseUrl.Postgres postgres => await PostgresBackup.DumpAsync(postgres.ConnectionString, part, ct),
            _ => throw new UnreachableException($"{settings.Database.GetType().Name} is no database"),
        };
        if (settings.Jobs.BackupKey is { } key)
        {
            file += SealedFile.Suffix;
            await SealedFile.SealAsync(part, $"{part}{SealedFile.Suffix}", key, ct);
            File.Delete(part);
            part += SealedFile.Suffix;
        }

        var manifest = new BackupManifest(BackupManifest.VersionNow, Instant.From(taken), settings.Database is DatabaseUrl.Sqlite ? "sqlite" : "postgresql",
            settings.Jobs.BackupKey is not null, await DigestAsync(part, ct), new FileInfo(part).Length, tables);
        await manifest.SaveAsync(file, ct);
        File.Move(part, file, overwrite: true); // With its name it is whole.
        return new(file, manifest);
    }

    /// <summary>Backups in the folder, newest first.</summary>
    public IReadOnlyList<string> List() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.EnumerateFiles(Folder, $"{Prefix}*").Where(file => Path.GetExtension(file) is ".dump" or ".zip" or SealedFile.Suffix)
            .OrderDescending(StringComparer.Ordinal),
    ];

    /// <summary>Deletes all but the newest.</summary>
    /// <returns>What was deleted.</returns>
    public IReadOnlyList<string> Rotate(int keep)
    {
        var old = List().Skip(Math.Max(1, keep)).ToArray();
        foreach (var file in old)
        {
            File.Delete(file);
            File.Delete(BackupManifest.PathFor(file));
        }

        return [.. old.Select(file => Path.GetFileName(file))];
    }

    /// <summary>Restores a backup beside the real database and compares every table and the journal's chain.</summary>
    /// <exception cref="BackupException">It is not what was backed up.</exception>
    public async Task<BackupCheck> CheckAsync(string file, CancellationToken ct)
    {
        var manifest = await BackupManifest.LoadAsync(file, ct);
        return settings.Database switch
        {
            DatabaseUrl.Postgres postgres => await CheckPostgresAsync(postgres.ConnectionString, file, manifest, ct),
            _ => await CheckSqliteAsync(file, manifest, ct),
        };
    }

    /// <summary>Puts a backup in the place of the database. Nothing may be running on it.</summary>
    /// <exception cref="BackupException">An engine runs, or the backup is not of this kind, or is damaged.</exception>
    public async Task RestoreAsync(string file, CancellationToken ct)
    {
        var manifest = await BackupManifest.LoadAsync(file, ct);
        await UnsealedAsync(file, manifest, async plain =>
        {
            switch (settings.Database)
            {
                case DatabaseUrl.Postgres postgres:
                    await PostgresBackup.DropDerivedAsync(postgres.ConnectionString, ct);
                    await PostgresBackup.RestoreAsync(postgres.ConnectionString, plain, ct);
                    Compare(file, manifest, await PostgresBackup.MarksAsync(postgres.ConnectionString, ct));
                    break;
                case DatabaseUrl.Sqlite sqlite:
                    await SqliteBackup.RestoreAsync(sqlite, plain, ct);
                    Compare(file, manifest, await SqliteBackup.MarksAsync(sqlite, ct));
                    break;
            }

            return true;
        }, ct);
    }

    /// <summary>Whether a restore would replace something.</summary>
    public async Task<bool> HoldsSomethingAsync(CancellationToken ct) => (settings.Database switch
    {
        DatabaseUrl.Postgres postgres => await PostgresBackup.MarksAsync(postgres.ConnectionString, ct),
        DatabaseUrl.Sqlite sqlite => await SqliteBackup.MarksAsync(sqlite, ct),
        _ => throw new UnreachableException($"{settings.Database.GetType().Name} is no database"),
    }).Values.Any(table => table.Rows > 0);

    private Task<BackupCheck> CheckPostgresAsync(string connectionString, string file, BackupManifest manifest, CancellationToken ct) =>
        UnsealedAsync(file, manifest, async plain =>
        {
            var scratch = await PostgresBackup.CreateScratchAsync(connectionString, ct);
            try
            {
                await PostgresBackup.RestoreAsync(scratch, plain, ct);
                Compare(file, manifest, await PostgresBackup.MarksAsync(scratch, ct));
                await using var journal = new PostgresJournal(scratch, settings.Shard, clock);
                return await ReportAsync(file, manifest, journal, ct);
            }
            finally
            {
                await PostgresBackup.DropScratchAsync(connectionString, scratch, CancellationToken.None);
            }
        }, ct);

    private Task<BackupCheck> CheckSqliteAsync(string file, BackupManifest manifest, CancellationToken ct) => UnsealedAsync(file, manifest, async plain =>
    {
        var folder = Directory.CreateTempSubdirectory("oms-check-").FullName;
        try
        {
            var scratch = new DatabaseUrl.Sqlite(folder, settings.Database is DatabaseUrl.Sqlite sqlite ? sqlite.Prefix : "");
            await SqliteBackup.RestoreAsync(scratch, plain, ct);
            Compare(file, manifest, await SqliteBackup.MarksAsync(scratch, ct));
            await using var journal = new SqliteJournal(scratch.JournalFile, settings.Shard, clock);
            return await ReportAsync(file, manifest, journal, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }, ct);

    private async Task<BackupCheck> ReportAsync(string file, BackupManifest manifest, IJournal journal, CancellationToken ct)
    {
        var chain = JournalChain.Empty(settings.Shard);
        await foreach (var row in journal.ReadAsync(1, ct)) chain.Verify(row);
        return new(Path.GetFileName(file), manifest.TakenAt, manifest.Tables.Count, manifest.Tables.Values.Sum(table => table.Rows), chain.Seq,
            Convert.ToHexStringLower(chain.Hash.Span));
    }

    private async Task<T> UnsealedAsync<T>(string file, BackupManifest manifest, Func<string, Task<T>> use, CancellationToken ct)
    {
        var kind = settings.Database is DatabaseUrl.Sqlite ? "sqlite" : "postgresql";
        if (manifest.Database != kind) throw new BackupException($"{file} is of {manifest.Database}, and DATABASE_URL names {kind}");
        if (await DigestAsync(file, ct) != manifest.Sha256) throw new BackupException($"{file} is not the file that was written: its digest differs");
        if (!manifest.IsEncrypted) return await use(file);
        var key = settings.Jobs.BackupKey ?? throw new BackupException($"{file} is encrypted, and OMS_BACKUP_KEY is not set");
        var plain = Path.Combine(Directory.CreateTempSubdirectory("oms-unsealed-").FullName, "backup");
        try
        {
            await SealedFile.OpenAsync(file, plain, key, ct);
            return await use(plain);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(plain) ?? plain, recursive: true);
        }
    }

    private static void Compare(string file, BackupManifest manifest, IReadOnlyDictionary<string, TableMark> restored)
    {
        if (manifest.DifferencesTo(restored) is { Count: > 0 } differences)
            throw new BackupException($"{Path.GetFileName(file)} came back different: {string.Join("; ", differences)}");
    }

    private static async Task<string> DigestAsync(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }
}
