using Oms.PaperGateway.Books;
using Oms.PaperGateway.Market;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>Starts streams of market data.</summary>
internal sealed class MarketDataRequests(PaperBroker broker)
{
    private const int LinesMax = 100;
    private const int TickByTickMax = 5;
    private const int DepthMax = 3;
    private const int AllSnapshotPermissions = 3;
    private const string BboExchange = "9c0001";

    public void Start(ClientSession session, ReqMktData request, DateTimeOffset now)
    {
        if (Find(session, request.ReqId, request.Contract) is not { } market || !IsFree(session, request.ReqId)) return;
        if (session.Subscriptions.Values.OfType<QuoteFeed>().Count() >= LinesMax)
        {
            session.Fail(request.ReqId, 101, "Max number of tickers has been reached.");
            return;
        }
        session.Send(new MarketDataType(request.ReqId, session.MarketDataType));
        session.Send(new TickReqParams(request.ReqId, market.Instrument.TickSize, BboExchange, AllSnapshotPermissions));
        var feed = new QuoteFeed(market, request.ReqId, isDelayed: session.MarketDataType >= 3);
        feed.Publish(session, now);
        if (request.Snapshot || request.RegulatorySnapshot) session.Send(new TickSnapshotEnd(request.ReqId));
        else session.Subscriptions[request.ReqId] = feed;
    }

    public void StartTickByTick(ClientSession session, ReqTickByTickData request)
    {
        if (!TickByTickFeed.Knows(request.TickType))
            session.Fail(
                request.ReqId, 321, $"Error validating request.-'cA' : cause - Unknown tick type {request.TickType}");
        else if (session.Subscriptions.Values.OfType<TickByTickFeed>().Count() >= TickByTickMax)
            session.Fail(request.ReqId, 10190, "Max number of tick-by-tick requests has been reached.");
        else if (IsFree(session, request.ReqId) && Find(session, request.ReqId, request.Contract) is { } market)
            session.Subscriptions[request.ReqId] = new TickByTickFeed(market, request.ReqId, request.TickType);
    }

    public void StartDepth(ClientSession session, ReqMktDepth request)
    {
        if (session.Subscriptions.Values.OfType<DepthFeed>().Count() >= DepthMax)
            session.Fail(request.ReqId, 309, $"Max number ({DepthMax}) of market depth requests has been reached.");
        else if (IsFree(session, request.ReqId) && Find(session, request.ReqId, request.Contract) is { } market)
            session.Subscriptions[request.ReqId] = new DepthFeed(
                market, request.ReqId, request.NumRows, request.IsSmartDepth);
    }

    public void StartBars(ClientSession session, ReqRealTimeBars request)
    {
        if (IsFree(session, request.ReqId) && Find(session, request.ReqId, request.Contract) is { } market)
            session.Subscriptions[request.ReqId] = new RealTimeBarFeed(
                market, request.ReqId, request.WhatToShow == "TRADES");
    }

    private InstrumentMarket? Find(ClientSession session, int reqId, Contract contract)
    {
        if (Contracts.PartsOf(contract, broker.Catalog) is { } parts)
            return broker.Markets.Of(broker.ComboOf(parts).ConId);
        var found = broker.Catalog.Resolve(Contracts.Query(contract));
        if (found.Count == 1) return broker.Markets.Of(found[0].ConId);
        session.Fail(reqId, 200, found.Count == 0
            ? "No security definition has been found for the request"
            : "The contract description specified is ambiguous.");
        return null;
    }

    private static bool IsFree(ClientSession session, int reqId)
    {
        if (!session.Subscriptions.ContainsKey(reqId)) return true;
        session.Fail(reqId, 102, "Duplicate ticker id");
        return false;
    }
}
