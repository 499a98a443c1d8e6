using Oms.Server.Hosting;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Storage.Jobs;

namespace Oms.Server.Backups;

/// <summary>The nightly backup, and the deletion of the oldest.</summary>
internal sealed class BackupJob(BackupStore backups, OmsSettings settings) : IJob<NoArgs>
{
    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var backup = await backups.TakeAsync(null, ct);
        run.Report(90, "rotating");
        var deleted = backups.Rotate(settings.Jobs.BackupsKept);
        run.Write($"{Path.GetFileName(backup.Path)}: {backup.Manifest.Bytes} bytes, {backup.Manifest.Tables.Count} tables; {deleted.Count} old ones deleted");
        return new { file = Path.GetFileName(backup.Path), backup.Manifest.Bytes, backup.Manifest.IsEncrypted, backup.Manifest.Sha256, deleted };
    }
}

/// <summary>Restores the newest backup into a database beside the real one and compares. A backup that nobody restored is a hope.</summary>
internal sealed class BackupCheckJob(BackupStore backups, Notifier notifier) : IJob<NoArgs>
{
    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        if (backups.List() is not [var newest, ..]) throw new JobFailedException($"there is no backup in {backups.Folder}");
        try
        {
            var check = await backups.CheckAsync(newest, ct);
            run.Write($"{check.File}: {check.Rows} rows in {check.Tables} tables equal, journal chain intact up to {check.JournalRows}");
            return check;
        }
        catch (BackupException e)
        {
            await notifier.TellAsync(new(Topics.Backup, Severity.Critical, "The newest backup cannot be restored", e.Message, $"backup:{Path.GetFileName(newest)}"), ct);
            throw new JobFailedException(e.Message);
        }
    }
}
