using Microsoft.Extensions.Logging;

namespace Oms.Storage;

internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "The read model follows the journal from seq {Seq}")]
    public static partial void ProjectorStarted(ILogger logger, long seq);

    [LoggerMessage(3001, LogLevel.Warning, "The read model is built again from the journal: {Reason}")]
    public static partial void ReadModelRebuilt(ILogger logger, string reason);

    [LoggerMessage(3002, LogLevel.Error, "The read model stands still at seq {Seq}; trading goes on, the next attempt is in {Delay}")]
    public static partial void ProjectorFailed(ILogger logger, Exception exception, long seq, TimeSpan delay);

    [LoggerMessage(3003, LogLevel.Information, "The read model does not start: the engine has not recovered")]
    public static partial void ProjectorNotStarted(ILogger logger);

    [LoggerMessage(3010, LogLevel.Information, "Following the journal from seq {Seq}")]
    public static partial void FollowerStarted(ILogger logger, long seq);

    [LoggerMessage(3011, LogLevel.Error, "The journal cannot be followed past seq {Seq}; the next attempt is in {Delay}")]
    public static partial void FollowerFailed(ILogger logger, Exception exception, long seq, TimeSpan delay);
}
