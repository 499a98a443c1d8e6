using Oms.Server.Hosting;

namespace Oms.Server.Jobs;

/// <summary>What the environment says of background work.</summary>
internal sealed record JobSettings
{
    private const int BackupKeyMin = 16;

    public required int WorkerPort { get; init; }
    public required int SchedulerPort { get; init; }
    public required int MonitorPort { get; init; }

    /// <summary>Runs at once in this process.</summary>
    public required int Concurrency { get; init; }

    /// <summary>How long running jobs may go on when the process is told to stop.</summary>
    public required TimeSpan ShutdownGrace { get; init; }

    public required string MonitorUser { get; init; }

    /// <summary>Null outside of production: then one is made up and kept under the data directory.</summary>
    public required string? MonitorPassword { get; init; }

    /// <summary>Backups are sealed with it; null: they are not.</summary>
    public required string? BackupKey { get; init; }
    public required int BackupsKept { get; init; }

    /// <summary>Files are handed out by the proxy in front, which is told where they are.</summary>
    public required bool UsesAccel { get; init; }

    /// <exception cref="SettingException">A variable has a value that cannot be used.</exception>
    public static JobSettings From(Func<string, string?> read, Func<string, int, int, int, int> number) => new()
    {
        WorkerPort = number("OMS_WORKER_PORT", 8002, 0, 65535),
        SchedulerPort = number("OMS_SCHEDULER_PORT", 8003, 0, 65535),
        MonitorPort = number("OMS_MONITOR_PORT", 5555, 0, 65535),
        Concurrency = number("WORKER_CONCURRENCY", 4, 1, 64),
        ShutdownGrace = TimeSpan.FromSeconds(number("OMS_WORKER_GRACE", 25, 0, 3600)),
        MonitorUser = read("FLOWER_USER") ?? "admin",
        MonitorPassword = read("FLOWER_PASSWORD"),
        BackupKey = read("OMS_BACKUP_KEY") is not { } key ? null
            : key.Length >= BackupKeyMin ? key : throw new SettingException("OMS_BACKUP_KEY", $"is weak: use at least {BackupKeyMin} random characters"),
        BackupsKept = number("OMS_BACKUPS_KEPT", 14, 1, 1000),
        UsesAccel = read("OMS_ACCEL") == "1",
    };
}
