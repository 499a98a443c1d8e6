using Microsoft.Extensions.Logging;

namespace Oms.Tws;

internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Connected to {Host}:{Port} as {ClientId}, version {ServerVersion}")]
    public static partial void Connected(ILogger logger, string host, int port, int clientId, int serverVersion);

    [LoggerMessage(4001, LogLevel.Warning, "Connection of client {ClientId} ended: {Reason}")]
    public static partial void Disconnected(ILogger logger, int clientId, string reason);

    [LoggerMessage(4002, LogLevel.Debug, "Reply {MessageId} is not spoken here and is ignored")]
    public static partial void UnknownReply(ILogger logger, int messageId);

    [LoggerMessage(4003, LogLevel.Error, "{Request} is in doubt: the connection failed while it was being sent")]
    public static partial void SendInDoubt(ILogger logger, string request, Exception exception);

    [LoggerMessage(4010, LogLevel.Warning, "Recording to {Path} cannot keep up; frames are missing from it")]
    public static partial void RecordingGap(ILogger logger, string path);

    [LoggerMessage(4011, LogLevel.Warning, "Recording to {Path} ended with {Missed} frames missing")]
    public static partial void RecordingMissed(ILogger logger, string path, int missed);

    [LoggerMessage(4012, LogLevel.Warning, "Recording to {Path} stopped")]
    public static partial void RecordingFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(4100, LogLevel.Information, "Client at {Peer} connected, version {ServerVersion}")]
    public static partial void Accepted(ILogger logger, string peer, int serverVersion);

    [LoggerMessage(4101, LogLevel.Information, "Client at {Peer} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string peer, string reason);

    [LoggerMessage(4102, LogLevel.Information, "Client at {Peer} left: {Reason}")]
    public static partial void Left(ILogger logger, string peer, string reason);

    [LoggerMessage(4103, LogLevel.Warning, "Client at {Peer} is cut off: {Reason}")]
    public static partial void CutOff(ILogger logger, string peer, string reason);
}
