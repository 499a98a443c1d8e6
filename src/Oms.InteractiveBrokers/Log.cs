using Microsoft.Extensions.Logging;

namespace Oms.InteractiveBrokers;

internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "The broker at {Host}:{Port} is in step, server version {ServerVersion}")]
    public static partial void LinkReady(ILogger logger, string host, int port, int serverVersion);

    [LoggerMessage(5001, LogLevel.Warning, "No link to the broker at {Host}:{Port}: {Reason}")]
    public static partial void LinkLost(ILogger logger, string host, int port, string reason);

    [LoggerMessage(5002, LogLevel.Information, "The broker says {Code}: {Text}")]
    public static partial void Notice(ILogger logger, int code, string text);

    [LoggerMessage(5003, LogLevel.Warning, "{Request} could not be sent: {Reason}")]
    public static partial void RequestLost(ILogger logger, string request, string reason);

    [LoggerMessage(5010, LogLevel.Warning, "{Count} instruments have no market data: the broker grants {Max} lines")]
    public static partial void LinesExceeded(ILogger logger, int count, int max);

    [LoggerMessage(5011, LogLevel.Warning, "Data of {Symbol} refused: {Code} {Text}")]
    public static partial void DataRefused(ILogger logger, string symbol, int code, string text);
}
