using Oms.Tws.Framing;
using Oms.Tws.Replies;

namespace Oms.Tws;

/// <summary>Turns the payload of a frame into a reply.</summary>
public static class TwsReplies
{
    /// <summary>
    /// Throws <see cref="TwsFormatException"/> when the frame is not, from its first byte to its last, a reply.
    /// </summary>
    public static TwsReply Read(ReadOnlySpan<byte> payload, int serverVersion)
    {
        var fields = new FieldReader(payload, isRequest: false);
        var id = fields.ReadMessageId();
        var reply = Read(ref fields, id, serverVersion);
        if (reply is not UnknownReply) fields.ExpectEnd();
        return reply;
    }

    private static TwsReply Read(ref FieldReader fields, int id, int serverVersion) => (ReplyId)id switch
    {
        ReplyId.TickPrice => TickPrice.Read(ref fields, serverVersion),
        ReplyId.TickSize => TickSize.Read(ref fields, serverVersion),
        ReplyId.OrderStatus => OrderStatus.Read(ref fields, serverVersion),
        ReplyId.ErrMsg => ErrMsg.Read(ref fields, serverVersion),
        ReplyId.OpenOrder => OpenOrder.Read(ref fields, serverVersion),
        ReplyId.AcctValue => AcctValue.Read(ref fields, serverVersion),
        ReplyId.PortfolioValue => PortfolioValue.Read(ref fields, serverVersion),
        ReplyId.AcctUpdateTime => AcctUpdateTime.Read(ref fields, serverVersion),
        ReplyId.NextValidId => NextValidId.Read(ref fields, serverVersion),
        ReplyId.ContractData => ContractData.Read(ref fields, serverVersion),
        ReplyId.ExecDetails => ExecDetails.Read(ref fields, serverVersion),
        ReplyId.MarketDepth => MarketDepth.Read(ref fields, serverVersion),
        ReplyId.MarketDepthL2 => MarketDepthL2.Read(ref fields, serverVersion),
        ReplyId.ManagedAccts => ManagedAccts.Read(ref fields, serverVersion),
        ReplyId.HistoricalData => HistoricalData.Read(ref fields, serverVersion),
        ReplyId.BondContractData => BondContractData.Read(ref fields, serverVersion),
        ReplyId.TickOptionComputation => TickOptionComputation.Read(ref fields, serverVersion),
        ReplyId.TickGeneric => TickGeneric.Read(ref fields, serverVersion),
        ReplyId.TickString => TickString.Read(ref fields, serverVersion),
        ReplyId.CurrentTime => CurrentTime.Read(ref fields, serverVersion),
        ReplyId.RealTimeBars => RealTimeBars.Read(ref fields, serverVersion),
        ReplyId.ContractDataEnd => ContractDataEnd.Read(ref fields, serverVersion),
        ReplyId.OpenOrderEnd => OpenOrderEnd.Read(ref fields, serverVersion),
        ReplyId.AcctDownloadEnd => AcctDownloadEnd.Read(ref fields, serverVersion),
        ReplyId.ExecDetailsEnd => ExecDetailsEnd.Read(ref fields, serverVersion),
        ReplyId.TickSnapshotEnd => TickSnapshotEnd.Read(ref fields, serverVersion),
        ReplyId.MarketDataType => MarketDataType.Read(ref fields, serverVersion),
        ReplyId.CommissionReport => CommissionReport.Read(ref fields, serverVersion),
        ReplyId.Position => Position.Read(ref fields, serverVersion),
        ReplyId.PositionEnd => PositionEnd.Read(ref fields, serverVersion),
        ReplyId.AccountSummary => AccountSummary.Read(ref fields, serverVersion),
        ReplyId.AccountSummaryEnd => AccountSummaryEnd.Read(ref fields, serverVersion),
        ReplyId.PositionMulti => PositionMulti.Read(ref fields, serverVersion),
        ReplyId.PositionMultiEnd => PositionMultiEnd.Read(ref fields, serverVersion),
        ReplyId.AccountUpdateMulti => AccountUpdateMulti.Read(ref fields, serverVersion),
        ReplyId.AccountUpdateMultiEnd => AccountUpdateMultiEnd.Read(ref fields, serverVersion),
        ReplyId.SecDefOptParam => SecDefOptParam.Read(ref fields, serverVersion),
        ReplyId.SecDefOptParamEnd => SecDefOptParamEnd.Read(ref fields, serverVersion),
        ReplyId.SymbolSamples => SymbolSamples.Read(ref fields, serverVersion),
        ReplyId.TickReqParams => TickReqParams.Read(ref fields, serverVersion),
        ReplyId.HistoricalDataUpdate => HistoricalDataUpdate.Read(ref fields, serverVersion),
        ReplyId.MarketRule => MarketRule.Read(ref fields, serverVersion),
        ReplyId.Pnl => Pnl.Read(ref fields, serverVersion),
        ReplyId.PnlSingle => PnlSingle.Read(ref fields, serverVersion),
        ReplyId.TickByTick => TickByTick.Read(ref fields, serverVersion),
        ReplyId.OrderBound => OrderBound.Read(ref fields, serverVersion),
        ReplyId.CompletedOrder => CompletedOrder.Read(ref fields, serverVersion),
        ReplyId.CompletedOrdersEnd => CompletedOrdersEnd.Read(ref fields, serverVersion),
        ReplyId.HeadTimestamp => HeadTimestamp.Read(ref fields, serverVersion),
        ReplyId.HistoricalSchedule => HistoricalSchedule.Read(ref fields, serverVersion),
        _ => new UnknownReply(id),
    };
}
