namespace Oms.Server;

internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Error, "The request to {Path} failed")]
    public static partial void RequestFailed(ILogger logger, PathString path, Exception exception);

    [LoggerMessage(6010, LogLevel.Information, "Firm {Firm} and account {Account} are set up")]
    public static partial void DemoReady(ILogger logger, string firm, string account);

    [LoggerMessage(6011, LogLevel.Information, "{Count} instruments are listed")]
    public static partial void InstrumentsListed(ILogger logger, int count);

    [LoggerMessage(6020, LogLevel.Warning, "Sign-in of {Email} from {Address} failed")]
    public static partial void SignInFailed(ILogger logger, string email, string? address);

    [LoggerMessage(6021, LogLevel.Warning, "A used refresh token of user {UserId} came again: every session of its family is ended")]
    public static partial void RefreshTokenReused(ILogger logger, Guid userId);

    [LoggerMessage(6030, LogLevel.Warning, "Redis at {Url} is away: {Reason}; wake-ups are lost, everything goes on")]
    public static partial void RedisLost(ILogger logger, string url, string reason);

    [LoggerMessage(6031, LogLevel.Information, "Redis at {Url} is back")]
    public static partial void RedisBack(ILogger logger, string url);

    [LoggerMessage(6032, LogLevel.Debug, "A message on {Channel} was lost: {Reason}")]
    public static partial void RedisMessageLost(ILogger logger, string channel, string reason);

    [LoggerMessage(6033, LogLevel.Warning, "Prices on the bus cannot be read: {Reason}")]
    public static partial void QuotesUnreadable(ILogger logger, string reason);

    [LoggerMessage(6040, LogLevel.Warning, "The database does not answer yet: {Reason}; asking again in {Delay}")]
    public static partial void DatabaseAwaited(ILogger logger, string reason, TimeSpan delay);

    [LoggerMessage(6060, LogLevel.Warning, "The worker cannot reach its database and waits for it")]
    public static partial void WorkerFailed(ILogger logger, Exception exception);

    [LoggerMessage(6061, LogLevel.Warning, "Attempt {Attempt} of run {RunId} ended here, but the run was given to another worker: its outcome is not taken")]
    public static partial void RunFenced(ILogger logger, long runId, int attempt);

    [LoggerMessage(6062, LogLevel.Error, "Run {RunId} of {Job} failed: {Error}")]
    public static partial void RunFailed(ILogger logger, long runId, string job, string error);

    [LoggerMessage(6063, LogLevel.Warning, "Nobody could be told of run {RunId}")]
    public static partial void NotifyFailed(ILogger logger, Exception exception, long runId);

    [LoggerMessage(6064, LogLevel.Warning, "Notification {Id} through {Channel} failed at try {Attempt}: {Error}")]
    public static partial void NotificationFailed(ILogger logger, long id, string channel, int attempt, string error);

    [LoggerMessage(6065, LogLevel.Warning, "Duty {Duty} failed and is tried again")]
    public static partial void DutyFailed(ILogger logger, Exception exception, int duty);

    [LoggerMessage(6066, LogLevel.Warning, "Following the schedules failed and is tried again")]
    public static partial void ScheduleSyncFailed(ILogger logger, Exception exception);

    [LoggerMessage(6067, LogLevel.Information, "Schedule {Name} is in force as version {Version}")]
    public static partial void ScheduleApplied(ILogger logger, string name, long version);

    [LoggerMessage(6068, LogLevel.Warning, "Monitor sign-in from {Address} failed {Failures} times")]
    public static partial void MonitorSignInFailed(ILogger logger, string? address, int failures);
}
