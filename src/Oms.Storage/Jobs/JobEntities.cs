using Oms.Trading;

namespace Oms.Storage.Jobs;

/// <summary>Where a run of a job stands. Queued and Running are open; the rest are final.</summary>
public enum RunStatus { Queued, Running, Succeeded, Failed, Canceled, Skipped }

/// <summary>How one attempt of a run ended. Lost: its worker stopped telling that it lives; Released: its worker was told to stop.</summary>
public enum AttemptOutcome { Running, Succeeded, Failed, TimedOut, Canceled, Lost, Released }

/// <summary>When a schedule fires.</summary>
public enum ScheduleKind { Cron, Interval, Once }

/// <summary>What becomes of a fire that was missed, e.g. while every scheduler was down: made up for once, or left out.</summary>
public enum MisfirePolicy { FireOnce, Skip }

/// <summary>What a fire does while an earlier run of the same schedule is open.</summary>
public enum OverlapPolicy { Skip, QueueOne, CancelPrevious, Allow }

/// <summary>When a job is to be run. The scheduler follows these rows; edits take effect within a second or two.</summary>
public sealed class Schedule
{
    public Guid Id { get; set; }

    /// <summary>Unique.</summary>
    public string Name { get; set; } = "";
    public string Job { get; set; } = "";

    /// <summary>The arguments as a JSON object.</summary>
    public string Args { get; set; } = "{}";
    public ScheduleKind Kind { get; set; }

    /// <summary>Six fields with seconds, as Quartz reads them; only of <see cref="ScheduleKind.Cron"/>.</summary>
    public string? Cron { get; set; }

    /// <summary>IANA name of the zone that the cron fields are read in.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Milliseconds from fire to fire; only of <see cref="ScheduleKind.Interval"/>.</summary>
    public long? IntervalMs { get; set; }

    /// <summary>Only of <see cref="ScheduleKind.Once"/>.</summary>
    public Instant? At { get; set; }
    public bool Enabled { get; set; } = true;
    public MisfirePolicy Misfire { get; set; }
    public OverlapPolicy Overlap { get; set; }

    /// <summary>Runs start up to this many milliseconds after their fire, so that many schedules of one minute do not start as one.</summary>
    public int JitterMs { get; set; }
    public bool IsBuiltIn { get; set; }

    /// <summary>By which a built-in schedule is found again, whatever people made of it.</summary>
    public string? BuiltInKey { get; set; }

    /// <summary>Raised by each edit; a fire of an older version enqueues nothing.</summary>
    public long Version { get; set; } = 1;
    public Instant CreatedAt { get; set; }
    public Instant UpdatedAt { get; set; }
    public string UpdatedBy { get; set; } = "";
    public Instant? LastFireAt { get; set; }
}

/// <summary>One piece of work: queued, claimed by a worker, ended.</summary>
public sealed class JobRun
{
    public long Id { get; set; }
    public string Job { get; set; } = "";
    public string Queue { get; set; } = "";
    public string Args { get; set; } = "{}";
    public Guid? ScheduleId { get; set; }

    /// <summary>Schedule and fire time. Unique, so that one fire never makes two runs, whoever fires it and however often.</summary>
    public string? FireKey { get; set; }

    /// <summary>Waits until no other run of its schedule is running.</summary>
    public bool IsSerial { get; set; }
    public string RequestedBy { get; set; } = "";
    public RunStatus Status { get; set; }

    /// <summary>How often it was claimed. It is also the fence: a worker may change a run only while it still has the worker's number.</summary>
    public int Attempt { get; set; }
    public int AttemptMax { get; set; } = 1;

    /// <summary>How often a worker was lost with it.</summary>
    public int Losses { get; set; }
    public Instant CreatedAt { get; set; }

    /// <summary>It is not claimed before.</summary>
    public Instant DueAt { get; set; }
    public Instant? StartedAt { get; set; }
    public Instant? EndedAt { get; set; }
    public string? WorkerId { get; set; }

    /// <summary>Until when its worker is believed to live.</summary>
    public Instant? LeaseUntil { get; set; }
    public Instant? CancelRequestedAt { get; set; }
    public string? CanceledBy { get; set; }

    /// <summary>0 to 100; null when the job does not say.</summary>
    public int? Progress { get; set; }
    public string? ProgressText { get; set; }

    /// <summary>What the job answered, as JSON.</summary>
    public string? Result { get; set; }
    public string? Error { get; set; }
    public long? RetryOf { get; set; }
}

/// <summary>One start of a run; written when it starts, so that a killed attempt leaves its row.</summary>
public sealed class JobAttempt
{
    public long RunId { get; set; }
    public int Number { get; set; }
    public string WorkerId { get; set; } = "";
    public Instant StartedAt { get; set; }
    public Instant? EndedAt { get; set; }
    public AttemptOutcome Outcome { get; set; }
    public string? Error { get; set; }

    /// <summary>What the attempt logged; bounded, the middle is left out when it is long.</summary>
    public string? Log { get; set; }
}

/// <summary>A worker or scheduler process and when it was last heard.</summary>
public sealed class JobNode
{
    public string Id { get; set; } = "";

    /// <summary><c>worker</c> or <c>scheduler</c>.</summary>
    public string Role { get; set; } = "";
    public string Host { get; set; } = "";
    public int ProcessId { get; set; }
    public Instant StartedAt { get; set; }
    public Instant SeenAt { get; set; }
    public Instant? StoppedAt { get; set; }
    public int Concurrency { get; set; }
    public int Running { get; set; }
    public long Processed { get; set; }
    public long Failed { get; set; }

    /// <summary>Share of one processor that the process used since the last beat, in percent.</summary>
    public int CpuPercent { get; set; }
}

/// <summary>A file that a job made for members of a firm.</summary>
public sealed class Report
{
    public Guid Id { get; set; }
    public FirmId Firm { get; set; }
    public string? Account { get; set; }
    public string Kind { get; set; } = "";
    public string Title { get; set; } = "";
    public string ContentType { get; set; } = "";

    /// <summary>Below the folder <c>media</c> of the data directory.</summary>
    public string Path { get; set; } = "";
    public long Bytes { get; set; }
    public Instant CreatedAt { get; set; }
    public long RunId { get; set; }
}
