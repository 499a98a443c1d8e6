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
}
