using System.Globalization;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

public sealed class HistoryTests : IAsyncLifetime
{
    private readonly GatewayFixture gateway = new();

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Theory]
    [InlineData("1 D", "5 mins", 289)]
    [InlineData("1 M", "1 day", 31)]
    [InlineData("600 S", "30 secs", 20)]
    public async Task Bars_reach_back_and_end_where_the_market_is(string duration, string size, int count)
    {
        await using var client = await gateway.ConnectAsync();
        await gateway.AdvanceAsync(TimeSpan.FromMinutes(1));

        await client.SendAsync(
            new ReqHistoricalData(5, GatewayClient.Apple) { DurationStr = duration, BarSizeSetting = size });

        var bars = (await client.UntilAsync<HistoricalData>()).Bars;
        Assert.InRange(bars.Count, count - 1, count + 1);
        Assert.All(bars, b => Assert.True(b.Low <= Math.Min(b.Open, b.Close) && b.High >= Math.Max(b.Open, b.Close)));
        Assert.InRange(bars[^1].Close, 272m, 277m);
        Assert.Equal(bars.Count, bars.Select(b => b.Date).Distinct().Count());
    }

    [Fact]
    public async Task The_past_does_not_change()
    {
        await using var client = await gateway.ConnectAsync();
        var request = new ReqHistoricalData(5, GatewayClient.Apple)
        {
            DurationStr = "2 D",
            BarSizeSetting = "1 hour",
            EndDateTime = "20261122-00:00:00",
        };
        await client.SendAsync(request);
        var first = (await client.UntilAsync<HistoricalData>()).Bars;
        await gateway.AdvanceAsync(TimeSpan.FromMinutes(1));

        await client.SendAsync(request with { ReqId = 6 });

        Assert.Equal(first, (await client.UntilAsync<HistoricalData>()).Bars);
    }

    [Fact]
    public async Task An_end_with_a_zone_is_the_same_instant_as_in_UTC()
    {
        await using var client = await gateway.ConnectAsync();
        var request = new ReqHistoricalData(5, GatewayClient.Apple)
        {
            DurationStr = "3600 S",
            BarSizeSetting = "5 mins",
        };
        await client.SendAsync(request with { EndDateTime = "20261014-18:00:00" });
        var utc = (await client.UntilAsync<HistoricalData>()).Bars;

        await client.SendAsync(request with { ReqId = 6, EndDateTime = "20261014 14:00:00 US/Eastern" });

        Assert.Equal(utc, (await client.UntilAsync<HistoricalData>()).Bars);
        Assert.Equal("20261014 13:00:00 US/Eastern", utc[0].Date);
    }

    [Fact]
    public async Task A_request_kept_up_to_date_goes_on_until_it_is_cancelled()
    {
        await using var client = await gateway.ConnectAsync();
        var request = new ReqHistoricalData(5, GatewayClient.Apple) { DurationStr = "1 D", BarSizeSetting = "1 min" };
        await client.SendAsync(request with { KeepUpToDate = true });
        await client.UntilAsync<HistoricalData>();

        await gateway.AdvanceAsync(TimeSpan.FromSeconds(20));
        await client.SendAsync(new CancelHistoricalData(5));
        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 162);

        Assert.InRange(client.Seen().OfType<HistoricalDataUpdate>().Count(), 4, 5);
    }

    [Fact]
    public async Task Real_time_bars_come_every_five_seconds()
    {
        await using var client = await gateway.ConnectAsync();
        await client.SendAsync(new ReqRealTimeBars(5, GatewayClient.Apple, 5, "TRADES", false));
        await client.SendAsync(new ReqCurrentTime());
        await client.UntilAsync<CurrentTime>();

        await gateway.AdvanceAsync(TimeSpan.FromSeconds(30));

        var first = await client.UntilAsync<RealTimeBars>();
        var second = await client.UntilAsync<RealTimeBars>();
        Assert.Equal(5, second.Time - first.Time);
    }

    [Fact]
    public async Task Depth_and_ticks_agree_with_the_quote()
    {
        await using var client = await gateway.ConnectAsync();
        await client.SendAsync(new ReqMktDepth(5, GatewayClient.Apple, NumRows: 3));
        await client.SendAsync(new ReqTickByTickData(6, GatewayClient.Apple, "BidAsk"));
        await client.SendAsync(new ReqCurrentTime());
        await client.UntilAsync<CurrentTime>();

        await gateway.AdvanceAsync(TimeSpan.FromMilliseconds(250));

        var tick = await client.UntilAsync<TickByTick.BidAsk>();
        var rows = client.Seen().OfType<MarketDepth>().ToList();
        Assert.Equal(6, rows.Count);
        Assert.Equal(tick.BidPrice, rows.First(r => r.Side == 1).Price);
        Assert.Equal(tick.AskSize, rows.First(r => r.Side == 0).Size);
    }

    [Fact]
    public async Task A_schedule_names_the_sessions_of_the_days()
    {
        await using var fixture = new GatewayFixture(new() { Hours = Oms.PaperGateway.Instruments.HoursMode.Exchange });
        await fixture.InitializeAsync();
        await using var client = await fixture.ConnectAsync();

        await client.SendAsync(
            new ReqHistoricalData(5, GatewayClient.Apple) { DurationStr = "3 D", WhatToShow = "SCHEDULE" });

        var schedule = await client.UntilAsync<HistoricalSchedule>();
        Assert.Equal(["20261120", "20261123"], schedule.Sessions.Select(s => s.RefDate));
        Assert.EndsWith("-09:30:00", schedule.Sessions[0].StartDateTime, StringComparison.Ordinal);
        Assert.True(DateTime.TryParseExact(
            schedule.EndDateTime, "yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();
}
