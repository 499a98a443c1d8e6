using Oms.Tws.Replies;

namespace Oms.Tws.Tests;

public sealed class SpeedTests
{
    [Fact]
    public void Reading_an_order_status_allocates_the_record_and_nothing_else()
    {
        var payload = Wire.Payload(WorkedSession.OrderFilled);
        TwsReplies.Read(payload, 178);
        const int count = 1000;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++) TwsReplies.Read(payload, 178);
        var perMessage = (GC.GetAllocatedBytesForCurrentThread() - before) / count;

        before = GC.GetAllocatedBytesForCurrentThread();
        _ = new OrderStatus(0, "", 0, 0, 0, 0, 0, 0, 0, "", 0);
        Assert.Equal(GC.GetAllocatedBytesForCurrentThread() - before, perMessage);
    }

    [Fact]
    public void Reading_an_open_order_builds_it_once()
    {
        var payload = Wire.Payload(WorkedSession.OpenOrder("Submitted"));
        TwsReplies.Read(payload, 178);
        var before = GC.GetAllocatedBytesForCurrentThread();
        TwsReplies.Read(payload, 178);
        var read = GC.GetAllocatedBytesForCurrentThread() - before;

        before = GC.GetAllocatedBytesForCurrentThread();
        _ = new OpenOrder(0, new(), new(), new());
        var records = GC.GetAllocatedBytesForCurrentThread() - before;

        // What is left are four texts that are not common words: symbol, local symbol, account, orderRef.
        Assert.InRange(read, records, records + 4 * 48);
    }

    [Fact]
    public void Common_words_are_not_allocated_again() =>
        Assert.Same(
            ((OrderStatus)Wire.Reply(WorkedSession.OrderSubmitted)).Status,
            ((OrderStatus)Wire.Reply(WorkedSession.OrderSubmitted)).Status);
}
