using Microsoft.Extensions.Logging;
using Oms.PaperGateway.Faults;

namespace Oms.PaperGateway;

internal static partial class Log
{
    [LoggerMessage(
        7000,
        LogLevel.Information,
        "Paper gateway listens on port {Port}, seed {Seed}, hours {Hours}, data in {DataDirectory}")]
    public static partial void Started(
        ILogger logger, int port, ulong seed, Instruments.HoursMode hours, string dataDirectory);

    [LoggerMessage(7001, LogLevel.Information, "Paper gateway stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(
        7010, LogLevel.Information, "Client {ClientId} connected from {Peer}, server version {ServerVersion}")]
    public static partial void ClientConnected(ILogger logger, int clientId, string peer, int serverVersion);

    [LoggerMessage(7011, LogLevel.Information, "Client {ClientId} at {Peer} left")]
    public static partial void ClientLeft(ILogger logger, int clientId, string peer);

    [LoggerMessage(7012, LogLevel.Warning, "Client id {ClientId} is in use; {Peer} was turned away")]
    public static partial void ClientIdInUse(ILogger logger, int clientId, string peer);

    [LoggerMessage(7013, LogLevel.Warning, "A connection could not be accepted")]
    public static partial void AcceptFailed(ILogger logger, Exception e);

    [LoggerMessage(7020, LogLevel.Warning, "Client {ClientId} sent what is not supported: {Request}")]
    public static partial void UnknownRequest(ILogger logger, int? clientId, string request);

    [LoggerMessage(7030, LogLevel.Error, "{Input} failed; the client was told and the gateway goes on")]
    public static partial void InputFailed(ILogger logger, string input, Exception e);

    [LoggerMessage(7031, LogLevel.Critical, "The books cannot be kept; the gateway stops")]
    public static partial void LoopFailed(ILogger logger, Exception e);

    [LoggerMessage(7041, LogLevel.Information, "Done as scripted: {Line}")]
    public static partial void ScriptLineDone(ILogger logger, string line);

    [LoggerMessage(7042, LogLevel.Warning, "Could not be done as scripted: {Line}: {Reason}")]
    public static partial void ScriptLineFailed(ILogger logger, string line, string reason);

    [LoggerMessage(7040, LogLevel.Warning, "Fault {Kind} was used")]
    public static partial void FaultUsed(ILogger logger, FaultKind kind);
}
