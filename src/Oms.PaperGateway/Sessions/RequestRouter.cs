using Microsoft.Extensions.Logging;
using Oms.PaperGateway.Books;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>Brings each request to the part that answers it.</summary>
internal sealed class RequestRouter(PaperBroker broker, OrderRequests orders, AccountRequests accounts, ILogger logger)
{
    private readonly ContractRequests contracts = new(broker);
    private readonly MarketDataRequests data = new(broker);
    private readonly HistoryRequests history = new(broker);

    public void Handle(ClientSession session, TwsRequest request, DateTimeOffset now)
    {
        var isHandled = TryOrders(session, request, now)
            || TryAccounts(session, request, now)
            || TryContracts(session, request, now)
            || TryMarketData(session, request, now);
        if (isHandled) return;
        Log.UnknownRequest(logger, session.ClientId, request.ToString() ?? "");
        session.Fail(-1, 505, $"Fatal Error: Unknown message id or request not supported: {request.GetType().Name}.");
    }

    private bool TryOrders(ClientSession session, TwsRequest request, DateTimeOffset now)
    {
        switch (request)
        {
            case PlaceOrder r:
                orders.Place(session, r, now);
                return true;
            case CancelOrder r:
                orders.Cancel(session, r, now);
                return true;
            case ReqGlobalCancel:
                broker.Desk.CancelAll(now);
                return true;
            case ReqIds:
                orders.SendNextId(session);
                return true;
            case ReqOpenOrders:
                orders.SendOpen(session, all: false);
                return true;
            case ReqAllOpenOrders:
                orders.SendOpen(session, all: true);
                return true;
            case ReqAutoOpenOrders:
                OrderRequests.AutoBind(session);
                return true;
            case ReqCompletedOrders r:
                orders.SendCompleted(session, r.ApiOnly);
                return true;
            case ReqExecutions r:
                orders.SendExecutions(session, r, now);
                return true;
            default:
                return false;
        }
    }

    private bool TryAccounts(ClientSession session, TwsRequest request, DateTimeOffset now)
    {
        switch (request)
        {
            case ReqManagedAccts:
                accounts.SendManaged(session);
                return true;
            case ReqCurrentTime:
                session.Send(new CurrentTime(now.ToUnixTimeSeconds()));
                return true;
            case ReqPositions:
                accounts.StartPositions(session);
                return true;
            case CancelPositions:
                session.WantsPositions = false;
                return true;
            case ReqPositionsMulti r:
                accounts.StartPositionsMulti(session, r);
                return true;
            case ReqAccountUpdates r:
                accounts.Updates(session, r, now);
                return true;
            case ReqAccountUpdatesMulti r:
                accounts.StartUpdatesMulti(session, r);
                return true;
            case ReqAccountSummary r:
                accounts.StartSummary(session, r);
                return true;
            case ReqPnl r:
                accounts.StartPnl(session, r);
                return true;
            case ReqPnlSingle r:
                accounts.StartPnlSingle(session, r);
                return true;
            default:
                return TryCancel(session, request);
        }
    }

    private static bool TryCancel(ClientSession session, TwsRequest request)
    {
        int? reqId = request switch
        {
            CancelPositionsMulti r => r.ReqId,
            CancelAccountUpdatesMulti r => r.ReqId,
            CancelAccountSummary r => r.ReqId,
            CancelPnl r => r.ReqId,
            CancelPnlSingle r => r.ReqId,
            _ => null,
        };
        if (reqId is { } known) session.Subscriptions.Remove(known);
        return reqId is not null;
    }

    private bool TryContracts(ClientSession session, TwsRequest request, DateTimeOffset now)
    {
        switch (request)
        {
            case ReqContractDetails r:
                contracts.SendDetails(session, r, now);
                return true;
            case ReqMatchingSymbols r:
                contracts.SendMatching(session, r);
                return true;
            case ReqMarketRule r:
                ContractRequests.SendMarketRule(session, r);
                return true;
            case ReqSecDefOptParams r:
                contracts.SendOptionParameters(session, r, now);
                return true;
            default:
                return false;
        }
    }

    private bool TryMarketData(ClientSession session, TwsRequest request, DateTimeOffset now)
    {
        switch (request)
        {
            case ReqMarketDataType r:
                session.MarketDataType = r.MarketDataType;
                return true;
            case ReqMktData r:
                data.Start(session, r, now);
                return true;
            case CancelMktData r:
                Stop(session, r.ReqId, 300);
                return true;
            case ReqTickByTickData r:
                data.StartTickByTick(session, r);
                return true;
            case CancelTickByTickData r:
                Stop(session, r.ReqId, 300);
                return true;
            case ReqMktDepth r:
                data.StartDepth(session, r);
                return true;
            case CancelMktDepth r:
                Stop(session, r.ReqId, 310);
                return true;
            case ReqRealTimeBars r:
                data.StartBars(session, r);
                return true;
            case CancelRealTimeBars r:
                Stop(session, r.ReqId, 300);
                return true;
            case ReqHistoricalData r:
                history.Start(session, r, now);
                return true;
            case ReqHeadTimestamp r:
                history.SendHead(session, r);
                return true;
            case CancelHeadTimestamp:
                return true; // It has been answered already.
            case CancelHistoricalData r:
                HistoryRequests.Cancel(session, r);
                return true;
            default:
                return false;
        }
    }

    private static void Stop(ClientSession session, int reqId, int codeWhenUnknown)
    {
        if (!session.Subscriptions.Remove(reqId))
            session.Fail(reqId, codeWhenUnknown, $"Can't find EId with tickerId:{reqId}");
    }
}
