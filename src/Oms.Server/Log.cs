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
}
