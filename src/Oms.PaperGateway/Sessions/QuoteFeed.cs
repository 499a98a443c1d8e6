using System.Globalization;
using Oms.PaperGateway.Market;
using Oms.Tws.Replies;

namespace Oms.PaperGateway.Sessions;

/// <summary>The quote of one instrument as ticks; only what has changed is sent.</summary>
internal sealed class QuoteFeed(InstrumentMarket market, int reqId, bool isDelayed) : ISubscription
{
    private const int CanAutoExecute = 1;
    private const decimal NoQuote = -1;

    private readonly Dictionary<int, (decimal? Value, decimal Size)> sent = [];
    private DateTimeOffset? sentLastAt;

    public bool IsMarketData => true;

    public void Publish(ClientSession session, DateTimeOffset now)
    {
        var quote = market.Quote;
        SendPrice(session, isDelayed ? 66 : 1, isDelayed ? 69 : 0, quote.Bid ?? NoQuote, quote.BidSize);
        SendPrice(session, isDelayed ? 67 : 2, isDelayed ? 70 : 3, quote.Ask ?? NoQuote, quote.AskSize);
        if (quote.Last is { } last)
        {
            SendPrice(session, isDelayed ? 68 : 4, isDelayed ? 71 : 5, last, quote.LastSize);
            SendLastTime(session, quote);
            SendPrice(session, isDelayed ? 72 : 6, null, quote.High, 0);
            SendPrice(session, isDelayed ? 73 : 7, null, quote.Low, 0);
            SendSize(session, isDelayed ? 74 : 8, quote.Volume);
        }
        SendPrice(session, isDelayed ? 75 : 9, null, quote.PreviousClose, 0);
        SendPrice(session, isDelayed ? 76 : 14, null, quote.Open, 0);
    }

    // The size goes along with the price, and again by itself, as the gateway does; some clients read only the latter.
    private void SendPrice(ClientSession session, int type, int? sizeType, decimal price, decimal size)
    {
        var before = sent.GetValueOrDefault(type);
        if (before == (price, size)) return;
        sent[type] = (price, size);
        if (before.Value != price)
            session.Send(new TickPrice(reqId, type, price, size, sizeType is null ? 0 : CanAutoExecute));
        if (sizeType is { } sizeTick) session.Send(new TickSize(reqId, sizeTick, size));
    }

    private void SendSize(ClientSession session, int type, decimal size)
    {
        if (sent.GetValueOrDefault(type).Value == size) return;
        sent[type] = (size, 0);
        session.Send(new TickSize(reqId, type, size));
    }

    private void SendLastTime(ClientSession session, Quote quote)
    {
        if (quote.LastAt == sentLastAt || quote.LastAt is not { } at) return;
        sentLastAt = at;
        session.Send(
            new TickString(reqId, isDelayed ? 88 : 45, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
    }
}
