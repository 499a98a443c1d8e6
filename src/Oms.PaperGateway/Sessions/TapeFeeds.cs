using Oms.PaperGateway.Market;
using Oms.Tws;
using Oms.Tws.Replies;

namespace Oms.PaperGateway.Sessions;

/// <summary>Every trade, every change of the quote, or every change of its middle.</summary>
internal sealed class TickByTickFeed(InstrumentMarket market, int reqId, string type) : ISubscription
{
    private long seq = market.Prints.LastOrDefault().Seq;
    private (decimal? Bid, decimal BidSize, decimal? Ask, decimal AskSize) top;

    public static bool Knows(string type) => type is "Last" or "AllLast" or "BidAsk" or "MidPoint";

    public bool IsMarketData => true;

    public void Publish(ClientSession session, DateTimeOffset now)
    {
        if (type is "Last" or "AllLast") PublishPrints(session);
        else PublishQuote(session, market.Quote, now.ToUnixTimeSeconds());
    }

    private void PublishPrints(ClientSession session)
    {
        foreach (var print in market.PrintsAfter(seq))
        {
            seq = print.Seq;
            session.Send(new TickByTick.Last(reqId, print.At.ToUnixTimeSeconds(), print.Price, print.Size)
            {
                IsAllLast = type == "AllLast",
                Exchange = market.Instrument.PrimaryExchange,
            });
        }
    }

    private void PublishQuote(ClientSession session, Quote quote, long time)
    {
        var (bidSize, askSize) = type == "MidPoint" ? (0, 0) : (quote.BidSize, quote.AskSize);
        var next = (quote.Bid, bidSize, quote.Ask, askSize);
        if (next == top || quote.Bid is not { } bid || quote.Ask is not { } ask) return;
        top = next;
        session.Send(type == "MidPoint"
            ? new TickByTick.MidPoint(reqId, time, (bid + ask) / 2)
            : new TickByTick.BidAsk(reqId, time, bid, ask, quote.BidSize, quote.AskSize));
    }
}

/// <summary>The levels of the book, row by row; only rows that changed are sent.</summary>
internal sealed class DepthFeed(InstrumentMarket market, int reqId, int rowsMax, bool isSmart) : ISubscription
{
    private const int Insert = 0;
    private const int Update = 1;
    private const int Delete = 2;
    private readonly Dictionary<Side, List<DepthLevel>> sent = new() { [Side.Buy] = [], [Side.Sell] = [] };

    public bool IsMarketData => true;

    public void Publish(ClientSession session, DateTimeOffset now)
    {
        PublishSide(session, Side.Buy);
        PublishSide(session, Side.Sell);
    }

    private void PublishSide(ClientSession session, Side side)
    {
        var levels = market.Book.Depth(side).Take(rowsMax).ToList();
        var before = sent[side];
        for (var row = 0; row < levels.Count; row++)
        {
            if (row >= before.Count) Send(session, side, row, Insert, levels[row]);
            else if (before[row] != levels[row]) Send(session, side, row, Update, levels[row]);
        }
        for (var row = before.Count - 1; row >= levels.Count; row--) Send(session, side, row, Delete, default);
        sent[side] = levels;
    }

    private void Send(ClientSession session, Side side, int row, int operation, DepthLevel level)
    {
        var isBid = side is Side.Buy ? 1 : 0;
        TwsReply reply = isSmart
            ? new MarketDepthL2(
                reqId, row, market.Instrument.PrimaryExchange, operation, isBid, level.Price, level.Size, true)
            : new MarketDepth(reqId, row, operation, isBid, level.Price, level.Size);
        session.Send(reply);
    }
}

/// <summary>A bar every five seconds.</summary>
internal sealed class RealTimeBarFeed(InstrumentMarket market, int reqId, bool isTrades) : ISubscription
{
    private DateTimeOffset? toldAt;

    public bool IsMarketData => true;

    public void Publish(ClientSession session, DateTimeOffset now)
    {
        // The last bar is still growing.
        if (market.History.FiveSeconds is not [.., var bar, _]) return;
        toldAt ??= bar.At;
        if (bar.At <= toldAt) return;
        toldAt = bar.At;
        session.Send(new RealTimeBars(
            reqId,
            bar.At.ToUnixTimeSeconds(),
            bar.Open,
            bar.High,
            bar.Low,
            bar.Close,
            isTrades ? bar.Volume : -1,
            isTrades ? Math.Round(bar.Wap, 6, MidpointRounding.ToEven) : -1,
            isTrades ? bar.Count : -1));
    }
}
