using Microsoft.Extensions.Logging;
using Oms.Trading;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Engine;

internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information,
        "Recovered at seq {Seq} from the snapshot at {SnapshotSeq}: {Orders} orders, {Open} of them open, lease epoch {Epoch}, in {Elapsed}")]
    public static partial void Recovered(ILogger logger, long seq, long snapshotSeq, int orders, int open, long epoch, TimeSpan elapsed);

    [LoggerMessage(2002, LogLevel.Information, "A snapshot at seq {Seq} of {Bytes} bytes was kept in {Elapsed}")]
    public static partial void SnapshotKept(ILogger logger, long seq, int bytes, TimeSpan elapsed);

    [LoggerMessage(2003, LogLevel.Warning, "The snapshot at seq {Seq} could not be kept; the next start reads more of the journal")]
    public static partial void SnapshotFailed(ILogger logger, Exception exception, long seq);

    [LoggerMessage(2004, LogLevel.Warning, "The snapshot at seq {Seq} is not used: {Fault}")]
    public static partial void SnapshotIgnored(ILogger logger, long seq, string fault);

    [LoggerMessage(2005, LogLevel.Warning, "The snapshots cannot be read; the journal is replayed from its first row")]
    public static partial void SnapshotsUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(2006, LogLevel.Information, "The head at seq {Seq} is signed with key {KeyId}")]
    public static partial void HeadSigned(ILogger logger, long seq, string keyId);

    [LoggerMessage(2007, LogLevel.Warning, "The head at seq {Seq} could not be signed and kept everywhere; the next interval tries again")]
    public static partial void HeadNotSigned(ILogger logger, Exception exception, long seq);

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

    [LoggerMessage(2030, LogLevel.Error, "Break {Id} {Class}: {Detail}")]
    public static partial void BreakOpened(ILogger logger, BreakId id, BreakClass @class, string detail);

    [LoggerMessage(2031, LogLevel.Warning, "A round could not be asked for; the next one asks again")]
    public static partial void RoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(2032, LogLevel.Information, "New orders are held back for the broker's restart until {Until}")]
    public static partial void Frozen(ILogger logger, Instant until);

    [LoggerMessage(2033, LogLevel.Information, "The broker's restart is over; orders go again")]
    public static partial void Reopened(ILogger logger);

    [LoggerMessage(2023, LogLevel.Warning, "The broker could not be asked what it holds; the next reconnect asks again")]
    public static partial void SynchronizeFailed(ILogger logger, Exception exception);
}
