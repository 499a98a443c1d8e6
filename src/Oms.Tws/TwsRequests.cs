using Oms.Tws.Framing;
using Oms.Tws.Requests;

namespace Oms.Tws;

/// <summary>Turns the payload of a frame into a request.</summary>
public static class TwsRequests
{
    /// <summary>
    /// Throws <see cref="TwsFormatException"/> when the frame is not, from its first byte to its last, a request.
    /// </summary>
    public static TwsRequest Read(ReadOnlySpan<byte> payload, int serverVersion)
    {
        var fields = new FieldReader(payload, isRequest: true);
        var id = fields.ReadMessageId();
        var request = Read(ref fields, id, serverVersion);
        if (request is not UnknownRequest) fields.ExpectEnd();
        return request;
    }

    private static TwsRequest Read(ref FieldReader fields, int id, int serverVersion) => (RequestId)id switch
    {
        RequestId.ReqMktData => ReqMktData.Read(ref fields, serverVersion),
        RequestId.CancelMktData => CancelMktData.Read(ref fields, serverVersion),
        RequestId.PlaceOrder => PlaceOrder.Read(ref fields, serverVersion),
        RequestId.CancelOrder => CancelOrder.Read(ref fields, serverVersion),
        RequestId.ReqOpenOrders => ReqOpenOrders.Read(ref fields, serverVersion),
        RequestId.ReqAccountUpdates => ReqAccountUpdates.Read(ref fields, serverVersion),
        RequestId.ReqExecutions => ReqExecutions.Read(ref fields, serverVersion),
        RequestId.ReqIds => ReqIds.Read(ref fields, serverVersion),
        RequestId.ReqContractDetails => ReqContractDetails.Read(ref fields, serverVersion),
        RequestId.ReqMktDepth => ReqMktDepth.Read(ref fields, serverVersion),
        RequestId.CancelMktDepth => CancelMktDepth.Read(ref fields, serverVersion),
        RequestId.ReqAutoOpenOrders => ReqAutoOpenOrders.Read(ref fields, serverVersion),
        RequestId.ReqAllOpenOrders => ReqAllOpenOrders.Read(ref fields, serverVersion),
        RequestId.ReqManagedAccts => ReqManagedAccts.Read(ref fields, serverVersion),
        RequestId.ReqHistoricalData => ReqHistoricalData.Read(ref fields, serverVersion),
        RequestId.ReqHeadTimestamp => ReqHeadTimestamp.Read(ref fields, serverVersion),
        RequestId.CancelHeadTimestamp => CancelHeadTimestamp.Read(ref fields, serverVersion),
        RequestId.CancelHistoricalData => CancelHistoricalData.Read(ref fields, serverVersion),
        RequestId.ReqCurrentTime => ReqCurrentTime.Read(ref fields, serverVersion),
        RequestId.ReqRealTimeBars => ReqRealTimeBars.Read(ref fields, serverVersion),
        RequestId.CancelRealTimeBars => CancelRealTimeBars.Read(ref fields, serverVersion),
        RequestId.ReqGlobalCancel => ReqGlobalCancel.Read(ref fields, serverVersion),
        RequestId.ReqMarketDataType => ReqMarketDataType.Read(ref fields, serverVersion),
        RequestId.ReqPositions => ReqPositions.Read(ref fields, serverVersion),
        RequestId.ReqAccountSummary => ReqAccountSummary.Read(ref fields, serverVersion),
        RequestId.CancelAccountSummary => CancelAccountSummary.Read(ref fields, serverVersion),
        RequestId.CancelPositions => CancelPositions.Read(ref fields, serverVersion),
        RequestId.StartApi => StartApi.Read(ref fields, serverVersion),
        RequestId.ReqPositionsMulti => ReqPositionsMulti.Read(ref fields, serverVersion),
        RequestId.CancelPositionsMulti => CancelPositionsMulti.Read(ref fields, serverVersion),
        RequestId.ReqAccountUpdatesMulti => ReqAccountUpdatesMulti.Read(ref fields, serverVersion),
        RequestId.CancelAccountUpdatesMulti => CancelAccountUpdatesMulti.Read(ref fields, serverVersion),
        RequestId.ReqSecDefOptParams => ReqSecDefOptParams.Read(ref fields, serverVersion),
        RequestId.ReqMatchingSymbols => ReqMatchingSymbols.Read(ref fields, serverVersion),
        RequestId.ReqMarketRule => ReqMarketRule.Read(ref fields, serverVersion),
        RequestId.ReqPnl => ReqPnl.Read(ref fields, serverVersion),
        RequestId.CancelPnl => CancelPnl.Read(ref fields, serverVersion),
        RequestId.ReqPnlSingle => ReqPnlSingle.Read(ref fields, serverVersion),
        RequestId.CancelPnlSingle => CancelPnlSingle.Read(ref fields, serverVersion),
        RequestId.ReqTickByTickData => ReqTickByTickData.Read(ref fields, serverVersion),
        RequestId.CancelTickByTickData => CancelTickByTickData.Read(ref fields, serverVersion),
        RequestId.ReqCompletedOrders => ReqCompletedOrders.Read(ref fields, serverVersion),
        _ => new UnknownRequest(id),
    };
}
