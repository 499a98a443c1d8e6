using Oms.Tws.Pacing;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

public sealed class PacingTests
{
    private readonly ManualClock _clock = new();
    private readonly SendQueue _queue;

    public PacingTests() => _queue = new(new TokenBucket(50, _clock), new HistoryBudget(_clock));

    [Fact]
    public void What_reduces_risk_goes_first_then_orders_then_questions()
    {
        Add(new ReqMktData(1, WorkedSession.Apple));
        Add(new ReqPositions());
        Add(Order(1, "LMT"));
        Add(new CancelOrder(9));

        Assert.Equal(["CancelOrder 9", "PlaceOrder 1", "ReqPositions", "ReqMktData"], TakeAll());
    }

    [Fact]
    public void A_changed_stop_overtakes_orders_that_wait()
    {
        Add(Order(1, "STP"));
        _queue.Take(out _);
        Add(Order(2, "LMT"));
        Add(Order(1, "STP"));

        Assert.Equal(["PlaceOrder 1", "PlaceOrder 2"], TakeAll());
    }

    // The broker refuses an id that is lower than one it has seen.
    [Fact]
    public void A_new_order_never_overtakes_a_lower_id_however_urgent_it_is()
    {
        Add(Order(1, "LMT"));
        Add(Order(2, "STP"));
        Add(Order(3, "LMT"));
        Add(Order(4, "LMT"));
        Add(new CancelOrder(4));

        Assert.Equal(["PlaceOrder 1", "PlaceOrder 2", "PlaceOrder 3", "PlaceOrder 4", "CancelOrder 4"], TakeAll());
    }

    [Fact]
    public void A_cancel_does_not_overtake_the_order_it_cancels()
    {
        Add(Order(1, "LMT"));
        Add(Order(2, "LMT"));
        Add(new CancelOrder(2));

        Assert.Equal(["PlaceOrder 1", "PlaceOrder 2", "CancelOrder 2"], TakeAll());
    }

    [Fact]
    public void A_bracket_stays_together_and_in_order_when_its_stop_is_urgent()
    {
        Add(Order(5, "LMT"));
        Add(Order(1, "LMT"));
        Add(Order(2, "LMT", parentId: 1));
        Add(Order(3, "STP", parentId: 1));

        Assert.Equal(["PlaceOrder 1", "PlaceOrder 2", "PlaceOrder 3", "PlaceOrder 5"], TakeAll());
    }

    [Fact]
    public void A_cancel_of_a_child_takes_its_waiting_bracket_along()
    {
        Add(Order(5, "STP"));
        Add(Order(1, "LMT"));
        Add(Order(2, "LMT", parentId: 1));
        Add(new CancelOrder(2));

        Assert.Equal(["PlaceOrder 1", "PlaceOrder 2", "CancelOrder 2", "PlaceOrder 5"], TakeAll());
    }

    [Fact]
    public void A_child_that_returns_after_its_cancel_still_waits_for_its_parent()
    {
        Add(new CancelOrder(2));
        Add(Order(1, "LMT"));
        Add(Order(2, "STP", parentId: 1));
        Add(new CancelOrder(2));

        Assert.Equal(["CancelOrder 2", "PlaceOrder 1", "PlaceOrder 2", "CancelOrder 2"], TakeAll());
    }

    [Fact]
    public async Task Orders_overtaken_by_a_global_cancel_are_told_that_they_were_not_sent()
    {
        var order = Add(Order(1, "LMT"));
        Add(new ReqGlobalCancel());

        Assert.Equal(["ReqGlobalCancel"], TakeAll());
        var refusal = await Assert.ThrowsAsync<TwsNotSentException>(() => order.Done);
        Assert.Equal("PlaceOrder was not sent: a global cancel overtook it", refusal.Message);
    }

    [Fact]
    public void No_second_holds_more_messages_than_allowed()
    {
        for (var i = 0; i < 150; i++) Add(Order(i + 1, "LMT"));
        for (var i = 0; i < 50; i++) Add(new ReqMktData(i, WorkedSession.Apple));

        var times = new List<DateTimeOffset>();
        while (times.Count < 200)
        {
            if (_queue.Take(out var wait) is not null) times.Add(_clock.GetUtcNow());
            else _clock.Advance(wait);
        }

        for (var i = 50; i < times.Count; i++) Assert.True(times[i] - times[i - 50] >= TimeSpan.FromSeconds(1));
        Assert.True(times[^1] - times[0] < TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Questions_leave_room_for_a_cancel()
    {
        for (var i = 0; i < 50; i++) Add(new ReqMktData(i, WorkedSession.Apple));
        while (_queue.Take(out _) is not null) { }

        Add(new CancelOrder(1));

        Assert.NotNull(_queue.Take(out _));
    }

    [Fact]
    public void A_withdrawn_request_leaves_without_using_the_pace()
    {
        for (var i = 0; i < 1000; i++) Add(Order(i + 1, "LMT")).Withdraw(new CancellationToken(canceled: true));
        Add(Order(2000, "LMT"));

        Assert.Equal("PlaceOrder 2000", Name(_queue.Take(out _)));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task The_lane_shows_depth_and_age_and_refuses_what_it_cannot_hold()
    {
        var lane = new OutboundLane(new TwsClientOptions { MessagesPerSecond = 1, SendQueueMax = 2 }, _clock);
        Assert.True(lane.TryAdd(Pending(new CancelOrder(1))));
        await lane.TakeAsync(CancellationToken.None);
        Assert.True(lane.TryAdd(Pending(new CancelOrder(2))));
        Assert.True(lane.TryAdd(Pending(new CancelOrder(3))));
        Assert.False(lane.TryAdd(Pending(new CancelOrder(4))));

        var next = lane.TakeAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        Assert.False(next.IsCompleted);
        Assert.Equal(2, lane.Depth);
        Assert.Equal(TimeSpan.FromMilliseconds(400), lane.OldestAge);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("CancelOrder 2", Name(await next));
    }

    [Fact]
    public async Task A_closed_lane_tells_all_that_wait_that_they_were_not_sent()
    {
        var lane = new OutboundLane(new TwsClientOptions(), _clock);
        var send = Pending(new CancelOrder(1));
        lane.TryAdd(send);

        lane.Close("gone");

        var refusal = await Assert.ThrowsAsync<TwsNotSentException>(() => send.Done);
        Assert.Equal("CancelOrder was not sent: gone", refusal.Message);
        Assert.False(lane.TryAdd(Pending(new CancelOrder(2))));
    }

    private static PlaceOrder Order(int id, string type, int parentId = 0) =>
        new(id, WorkedSession.Apple, WorkedSession.Limit with { OrderType = type, ParentId = parentId });

    private PendingSend Pending(TwsRequest request) => new(request, [], _clock.GetTimestamp());

    private PendingSend Add(TwsRequest request)
    {
        var send = Pending(request);
        _queue.Add(send);
        return send;
    }

    private List<string> TakeAll()
    {
        var names = new List<string>();
        while (_queue.Count > 0)
        {
            if (_queue.Take(out var wait) is { } send) names.Add(Name(send));
            else _clock.Advance(wait);
        }
        return names;
    }

    private static string Name(PendingSend? send) => send?.Request switch
    {
        PlaceOrder place => $"PlaceOrder {place.OrderId}",
        CancelOrder cancel => $"CancelOrder {cancel.OrderId}",
        var other => other?.GetType().Name ?? "none",
    };
}
