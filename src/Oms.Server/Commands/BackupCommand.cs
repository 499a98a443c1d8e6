using System.CommandLine;
using Oms.Server.Backups;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms backup</c>: a backup now, while everything runs.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "where to; a new name in the backups folder when it is left out", Arity = ArgumentArity.ZeroOrOne };
        var check = new Option<bool>("--check") { Description = "restore it beside the database and compare" };
        var command = new Command("backup", "Back the database up; sealed when OMS_BACKUP_KEY is set") { file, check };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), parsed.GetValue(file), parsed.GetValue(check), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, string? file, bool check, CancellationToken ct)
    {
        var store = new BackupStore(settings, TimeProvider.System);
        var backup = await store.TakeAsync(file, ct);
        Console.WriteLine($"{backup.Path}: {backup.Manifest.Bytes} bytes, {backup.Manifest.Tables.Count} tables{(backup.Manifest.IsEncrypted ? ", sealed" : "")}");
        if (!check) return 0;
        var found = await store.CheckAsync(backup.Path, ct);
        Console.WriteLine($"restored and equal: {found.Rows} rows, journal chain intact up to {found.JournalRows}");
        return 0;
    }
}
