using System.Globalization;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>Answers what clients ask of the past.</summary>
internal sealed class HistoryRequests(PaperBroker broker)
{
    private const int BarsMax = 20_000;
    private const int EpochSeconds = 2;

    /// <summary>The invented past goes back further than anyone asks; clients are told this much of it.</summary>
    private static readonly DateTimeOffset dataBegins = new(2010, 1, 4, 14, 30, 0, TimeSpan.Zero);
    private const string ServiceError = "Historical Market Data Service error message";

    public void Start(ClientSession session, ReqHistoricalData request, DateTimeOffset now)
    {
        if (broker.Catalog.Resolve(Contracts.Query(request.Contract)) is not [var instrument])
        {
            session.Fail(request.ReqId, 200, "No security definition has been found for the request");
            return;
        }
        var end = request.EndDateTime.Length == 0 ? now : Words.ReadTime(request.EndDateTime);
        var duration = BarSizes.Duration(request.DurationStr);
        if (end is not { } until || duration is not { } back)
            session.Fail(request.ReqId, 321, "Error validating request.-'bN' : cause - Invalid end time or duration");
        else if (request.WhatToShow == "SCHEDULE")
            SendSchedule(session, request, instrument, new(until - back, until));
        else if (BarSizes.Length(request.BarSizeSetting) is not { } length)
            session.Fail(request.ReqId, 321, "Error validating request.-'bN' : cause - Bar size setting is invalid.");
        else if (back / length > BarsMax)
            session.Fail(request.ReqId, 162, ServiceError + ":Time length exceed max.");
        else
            SendBars(
                session,
                request,
                new BarSource(broker, instrument, request, length),
                new(until - back, Min(until, now)));
    }

    public void SendHead(ClientSession session, ReqHeadTimestamp request)
    {
        if (broker.Catalog.Resolve(Contracts.Query(request.Contract)) is not [_])
        {
            session.Fail(request.ReqId, 200, "No security definition has been found for the request");
            return;
        }
        var time = request.FormatDate == EpochSeconds
            ? dataBegins.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
            : dataBegins.ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture);
        session.Send(new HeadTimestamp(request.ReqId, time));
    }

    public static void Cancel(ClientSession session, CancelHistoricalData request)
    {
        if (session.Subscriptions.Remove(request.ReqId))
            session.Fail(request.ReqId, 162, $"{ServiceError}:API historical data query cancelled: {request.ReqId}");
        else
            session.Fail(request.ReqId, 366, $"No historical data query found for ticker id:{request.ReqId}");
    }

    private static void SendBars(
        ClientSession session, ReqHistoricalData request, BarSource source, Span span)
    {
        session.Send(new HistoricalData(
            request.ReqId, Words.Time(span.From), Words.Time(span.To), [.. source.Between(span.From, span.To)]));
        if (request.KeepUpToDate) session.Subscriptions[request.ReqId] = source;
    }

    private void SendSchedule(
        ClientSession session, ReqHistoricalData request, Instrument instrument, Span span)
    {
        List<HistoricalSession> sessions = [];
        var last = DateOnly.FromDateTime(TradingCalendar.ToNewYork(span.To).DateTime);
        var first = DateOnly.FromDateTime(TradingCalendar.ToNewYork(span.From).DateTime);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (broker.Calendar.SessionOf(instrument, day, outsideRth: !request.UseRth) is { } s)
                sessions.Add(
                    new(Text(s.Opens), Text(s.Closes), day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)));
        }
        session.Send(new HistoricalSchedule(
            request.ReqId,
            sessions.Count > 0 ? sessions[0].StartDateTime : Text(span.From),
            sessions.Count > 0 ? sessions[^1].EndDateTime : Text(span.To),
            "US/Eastern",
            [.. sessions]));
    }

    /// <summary>The bars of one request; kept up to date it tells the bar that is growing.</summary>
    private sealed class BarSource(
        PaperBroker broker, Instrument instrument, ReqHistoricalData request, TimeSpan length) : ISubscription
    {
        private static readonly TimeSpan updateInterval = TimeSpan.FromSeconds(5);
        private readonly InstrumentMarket market = broker.Markets.Of(instrument.ConId);
        private DateTimeOffset? toldAt;

        public bool IsMarketData => true;

        public IEnumerable<HistoricalBar> Between(DateTimeOffset from, DateTimeOffset to)
        {
            for (var at = BarSeries.Align(from, length); at < to; at += length)
            {
                if (Trades(at)) yield return ToBar(market.History.At(at, length));
            }
        }

        public void Publish(ClientSession session, DateTimeOffset now)
        {
            if (now - toldAt < updateInterval) return;
            toldAt = now;
            var bar = ToBar(market.History.At(BarSeries.Align(now, length), length));
            session.Send(new HistoricalDataUpdate(
                request.ReqId, bar.BarCount, bar.Date, bar.Open, bar.Close, bar.High, bar.Low, bar.Wap, bar.Volume));
        }

        private bool Trades(DateTimeOffset at)
        {
            if (broker.Calendar.Mode is HoursMode.Continuous) return true;
            return length >= TimeSpan.FromDays(1)
                ? broker.Calendar.SessionOf(instrument, DateOnly.FromDateTime(at.UtcDateTime), false) is not null
                : broker.Calendar.IsOpen(instrument, at, outsideRth: !request.UseRth);
        }

        private HistoricalBar ToBar(Bar bar)
        {
            var isTrades = request.WhatToShow is "TRADES" or "ADJUSTED_LAST";
            return new(DateOf(bar.At), bar.Open, bar.High, bar.Low, bar.Close)
            {
                Volume = isTrades ? bar.Volume : -1,
                Wap = isTrades ? Math.Round(bar.Wap, 6, MidpointRounding.ToEven) : -1,
                BarCount = isTrades ? bar.Count : -1,
            };
        }

        private string DateOf(DateTimeOffset at)
        {
            if (length >= TimeSpan.FromDays(1)) return at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            return request.FormatDate == EpochSeconds
                ? at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
                : Words.Time(at);
        }
    }

    private readonly record struct Span(DateTimeOffset From, DateTimeOffset To);

    private static string Text(DateTimeOffset at) =>
        TradingCalendar.ToNewYork(at).ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
