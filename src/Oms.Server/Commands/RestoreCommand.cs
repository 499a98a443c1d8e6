using System.CommandLine;
using Oms.Server.Backups;
using Oms.Server.Hosting;
using Oms.Storage;

namespace Oms.Server.Commands;

/// <summary><c>oms restore</c>: puts a backup in the place of the database, with everything stopped.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "the backup; the newest of the backups folder when it is left out", Arity = ArgumentArity.ZeroOrOne };
        var force = new Option<bool>("--force") { Description = "replace a database that holds something" };
        var command = new Command("restore", "Restore a backup and compare every table with what was backed up; stop everything before") { file, force };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), parsed.GetValue(file), parsed.GetValue(force), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, string? file, bool force, CancellationToken ct)
    {
        var store = new BackupStore(settings, TimeProvider.System);
        var backup = file ?? (store.List() is [var newest, ..] ? newest : throw new IOException($"there is no backup in {store.Folder}"));
        if (!File.Exists(backup)) throw new IOException($"there is no file {backup}");
        await RefuseIfUsedAsync(settings, ct);
        if (!force && await store.HoldsSomethingAsync(ct)) throw new IOException("the database holds something; --force replaces it");
        await store.RestoreAsync(backup, ct);
        Console.WriteLine($"{backup} is restored; every table is as it was backed up. Now run `oms migrate`.");
        return 0;
    }

    private static async Task RefuseIfUsedAsync(OmsSettings settings, CancellationToken ct)
    {
        switch (settings.Database)
        {
            case DatabaseUrl.Postgres postgres when await PostgresBackup.OthersAsync(postgres.ConnectionString, ct) is { Count: > 0 } others:
                throw new IOException($"the database is in use by {string.Join(", ", others.Distinct())}: stop everything first");
            case DatabaseUrl.Sqlite sqlite when File.Exists($"{sqlite.JournalFile}.lock"):
                try
                {
                    await using var held = new FileStream($"{sqlite.JournalFile}.lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException e)
                {
                    throw new IOException($"{sqlite.JournalFile} is in use: stop the program first", e);
                }

                break;
        }
    }
}
