using Microsoft.Extensions.Logging;
using Oms.Engine;
using Oms.Trading;
using Oms.Trading.Instruments;
using Oms.Trading.Risk;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.InteractiveBrokers;

/// <summary>Subscribes to the listed instruments of one session and keeps the quote board from their ticks.</summary>
internal sealed class MarketData(TwsClient client, QuoteBoard quotes, ReferenceData reference, TimeProvider clock, ILogger logger)
{
    // IB grants a hundred lines by default; more are refused with code 101.
    private const int LinesMax = 100;
    private const int TickerIdMin = IbSession.RequestIdMin + 100_000_000;
    private const int DetailsIdMin = IbSession.RequestIdMin + 200_000_000;

    private readonly Dictionary<int, Line> _lines = [];
    private readonly Dictionary<int, Symbol> _described = [];

    private sealed class Line(Symbol symbol)
    {
        public Symbol Symbol { get; } = symbol;
        public Quote Quote { get; set; } = new(null, null, null, null, null, null, null, default);
    }

    /// <summary>Asks for what is not known of the instruments, and for their prices. What is subscribed already is left alone.</summary>
    public async ValueTask SubscribeAsync(CancellationToken ct)
    {
        if (_lines.Count > 0) return;
        var instruments = reference.Instruments.OrderBy(i => i.Symbol.Value, StringComparer.Ordinal).ToArray();
        if (instruments.Length > LinesMax) Log.LinesExceeded(logger, instruments.Length - LinesMax, LinesMax);
        foreach (var instrument in instruments.Take(LinesMax))
        {
            var id = TickerIdMin + _lines.Count;
            _lines[id] = new(instrument.Symbol);
            if (!await TryAskAsync(new ReqMktData(id, Contracts.From(instrument)), ct)) return;
        }

        foreach (var instrument in instruments.Where(i => i.ConId is null))
        {
            var id = DetailsIdMin + _described.Count;
            _described[id] = instrument.Symbol;
            if (!await TryAskAsync(new ReqContractDetails(id, Contracts.From(instrument)), ct)) return;
        }
    }

    /// <summary>The gateway has dropped the subscriptions.</summary>
    public void Forget() => _lines.Clear();

    /// <summary>True when the message was market data; <paramref name="described"/> is an instrument that the broker told more about.</summary>
    public bool TryHandle(TwsReply reply, out Instrument? described)
    {
        described = null;
        switch (reply)
        {
            case TickPrice tick: OnPrice(tick); return true;
            case TickSize tick: OnSize(tick); return true;
            case ContractData data: described = Describe(data); return true;
            case TickGeneric or TickString or TickReqParams or MarketDataType or TickOptionComputation or ContractDataEnd: return true;
            case ErrMsg { Id: >= IbSession.RequestIdMin } error: Log.DataRefused(logger, SymbolOf(error.Id), error.ErrorCode, error.ErrorMsg); return true;
            default: return false;
        }
    }

    private void OnPrice(TickPrice tick) => Update(tick.ReqId, quote => tick.TickType switch
    {
        1 or 66 => quote with { Bid = tick.Price, BidSize = tick.Size ?? quote.BidSize },
        2 or 67 => quote with { Ask = tick.Price, AskSize = tick.Size ?? quote.AskSize },
        4 or 68 => quote with { Last = tick.Price, LastSize = tick.Size ?? quote.LastSize },
        9 or 75 => quote with { Close = tick.Price },
        _ => quote,
    });

    private void OnSize(TickSize tick) => Update(tick.ReqId, quote => tick.TickType switch
    {
        0 or 69 => quote with { BidSize = tick.Size },
        3 or 70 => quote with { AskSize = tick.Size },
        5 or 71 => quote with { LastSize = tick.Size },
        _ => quote,
    });

    private void Update(int reqId, Func<Quote, Quote> change)
    {
        if (!_lines.TryGetValue(reqId, out var line)) return;
        line.Quote = change(line.Quote) with { At = Instant.Now(clock) };
        quotes.Update(line.Symbol, line.Quote);
    }

    private Instrument? Describe(ContractData data) =>
        _described.TryGetValue(data.ReqId, out var symbol) && reference.Find(symbol) is { } known
            ? Contracts.Describe(known, data.Details)
            : null;

    private string SymbolOf(int reqId) =>
        _lines.TryGetValue(reqId, out var line) ? line.Symbol.Value
        : _described.TryGetValue(reqId, out var symbol) ? symbol.Value
        : "?";

    // A request that cannot be sent means that the connection ends; the session reports that.
    private async ValueTask<bool> TryAskAsync(TwsRequest request, CancellationToken ct)
    {
        try
        {
            await client.SendAsync(request, ct);
            return true;
        }
        catch (Exception e) when (e is TwsNotSentException or TwsSendInDoubtException)
        {
            Log.RequestLost(logger, request.GetType().Name, e.Message);
            return false;
        }
    }
}
