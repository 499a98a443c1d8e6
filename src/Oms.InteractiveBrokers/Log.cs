using Microsoft.Extensions.Logging;
using Oms.Trading;
using Oms.Trading.Accounts;

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

    [LoggerMessage(5004, LogLevel.Error, "The broker did not answer a round within {Max}; the connection is given up")]
    public static partial void RoundUnanswered(ILogger logger, TimeSpan max);

    [LoggerMessage(5005, LogLevel.Error, "Another session of the same user takes the market data; it is left to it: {Text}")]
    public static partial void CompetingSession(ILogger logger, string text);

    [LoggerMessage(5006, LogLevel.Critical, "The accounts at {Host}:{Port} are not {Mode}: nothing is sent there")]
    public static partial void TradingModeMismatch(ILogger logger, string host, int port, TradingMode mode);

    [LoggerMessage(5007, LogLevel.Warning, "The witness connection to {Host}:{Port} is down: {Reason}")]
    public static partial void WitnessLost(ILogger logger, string host, int port, string reason);

    [LoggerMessage(5010, LogLevel.Warning, "{Symbol} has no market data: the broker grants {Max} lines")]
    public static partial void LinesExceeded(ILogger logger, Symbol symbol, int max);

    [LoggerMessage(5011, LogLevel.Warning, "Data of {Symbol} refused: {Code} {Text}")]
    public static partial void DataRefused(ILogger logger, string symbol, int code, string text);
}
