using Microsoft.Extensions.Logging;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Engine;

internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information,
        "Recovered at seq {Seq}: {Orders} orders, {Open} of them open, lease epoch {Epoch}, in {Elapsed}")]
    public static partial void Recovered(ILogger logger, long seq, int orders, int open, long epoch, TimeSpan elapsed);

    [LoggerMessage(2001, LogLevel.Critical, "The engine failed; nothing is accepted until it is started again")]
    public static partial void EngineFailed(ILogger logger, Exception exception);

    [LoggerMessage(2010, LogLevel.Critical, "The sequencer stopped: the journal cannot be written, or a decision failed")]
    public static partial void SequencerStopped(ILogger logger, Exception exception);

    [LoggerMessage(2020, LogLevel.Information, "{ClOrdId}: {Request} sent as broker order {BrokerOrderId}")]
    public static partial void RequestSent(ILogger logger, ClOrdId clOrdId, SentRequest request, int brokerOrderId);

    [LoggerMessage(2021, LogLevel.Warning, "{ClOrdId}: {Request} was not sent: {Reason}")]
    public static partial void RequestNotSent(ILogger logger, ClOrdId clOrdId, SentRequest request, string reason);

    [LoggerMessage(2022, LogLevel.Error, "{ClOrdId}: {Request} may or may not have been sent: {Reason}")]
    public static partial void RequestInDoubt(ILogger logger, ClOrdId clOrdId, SentRequest request, string reason);

    [LoggerMessage(2023, LogLevel.Warning, "The broker could not be asked what it holds; the next reconnect asks again")]
    public static partial void SynchronizeFailed(ILogger logger, Exception exception);
}
