using Oms.Tws.Pacing;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

public sealed class HistoryBudgetTests
{
    private readonly ManualClock _clock = new();
    private readonly HistoryBudget _budget;

    public HistoryBudgetTests() => _budget = new(_clock);

    [Fact]
    public void An_identical_request_waits_fifteen_seconds()
    {
        _budget.Spend(Bars(1, conId: 1));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(10), _budget.TimeUntil(Bars(2, conId: 1)));
        Assert.Equal(TimeSpan.Zero, _budget.TimeUntil(Bars(2, conId: 1) with { DurationStr = "2 D" }));
    }

    [Fact]
    public void Fewer_than_six_for_one_contract_go_within_two_seconds()
    {
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, _budget.TimeUntil(Bars(i, conId: 1) with { DurationStr = $"{i} D" }));
            _budget.Spend(Bars(i, conId: 1) with { DurationStr = $"{i} D" });
        }

        Assert.Equal(TimeSpan.FromSeconds(2), _budget.TimeUntil(Bars(6, conId: 1) with { DurationStr = "6 D" }));
        Assert.Equal(TimeSpan.Zero, _budget.TimeUntil(Bars(6, conId: 2)));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, _budget.TimeUntil(Bars(6, conId: 1) with { DurationStr = "6 D" }));
    }

    [Theory]
    [InlineData("TRADES", 60)]
    [InlineData("BID_ASK", 30)]
    public void Sixty_go_in_ten_minutes_and_quotes_count_twice(string whatToShow, int max)
    {
        for (var i = 1; i <= max; i++)
        {
            Assert.Equal(TimeSpan.Zero, _budget.TimeUntil(Bars(i, conId: i) with { WhatToShow = whatToShow }));
            _budget.Spend(Bars(i, conId: i) with { WhatToShow = whatToShow });
        }
        _clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(TimeSpan.FromMinutes(6), _budget.TimeUntil(Bars(99, conId: 99)));
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(TimeSpan.Zero, _budget.TimeUntil(Bars(99, conId: 99)));
    }

    [Fact]
    public void History_that_must_wait_holds_up_nothing_else()
    {
        var queue = new SendQueue(new(50, _clock), _budget);
        _budget.Spend(Bars(1, conId: 1));
        queue.Add(Pending(Bars(2, conId: 1)));
        queue.Add(Pending(Bars(3, conId: 2)));
        queue.Add(Pending(new ReqMktData(4, WorkedSession.Apple)));

        Assert.IsType<ReqMktData>(queue.Take(out _)?.Request);
        Assert.Equal(Bars(3, conId: 2), queue.Take(out _)?.Request);
        Assert.Null(queue.Take(out var wait));
        Assert.Equal(TimeSpan.FromSeconds(15), wait);
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task A_cancel_of_waiting_history_takes_it_out_of_the_line()
    {
        var queue = new SendQueue(new(50, _clock), _budget);
        var bars = Pending(Bars(2, conId: 1));
        var cancel = Pending(new CancelHistoricalData(2));
        queue.Add(bars);
        queue.Add(cancel);

        Assert.Null(queue.Take(out _));
        await Assert.ThrowsAsync<TwsNotSentException>(() => bars.Done);
        await Assert.ThrowsAsync<TwsNotSentException>(() => cancel.Done);
    }

    private static ReqHistoricalData Bars(int reqId, int conId) =>
        new(reqId, new() { ConId = conId, Exchange = "SMART" });

    private PendingSend Pending(TwsRequest request) => new(request, [], _clock.GetTimestamp());
}
