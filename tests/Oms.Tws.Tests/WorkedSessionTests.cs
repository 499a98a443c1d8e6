using Oms.Tws.Replies;
using Oms.Tws.Requests;
using static Oms.Tws.Tests.WorkedSession;

namespace Oms.Tws.Tests;

public sealed class WorkedSessionTests
{
    public static TheoryData<TwsRequest, string> Requests => new()
    {
        { new StartApi(7), WorkedSession.StartApi },
        { new PlaceOrder(100, Apple, Limit), WorkedSession.PlaceOrder },
    };

    public static TheoryData<TwsReply, string> Replies => new()
    {
        { new ManagedAccts("DU1234567"), WorkedSession.ManagedAccts },
        { new NextValidId(100), WorkedSession.NextValidId },
        { new ErrMsg(-1, 2104, "Market data farm connection is OK:usfarm"), FarmNotice },
        {
            new OpenOrder(100, Booked, Working, new() { Status = "PreSubmitted" }),
            WorkedSession.OpenOrder("PreSubmitted")
        },
        { Status("PreSubmitted", 0, 100, 0), OrderPreSubmitted },
        { new OpenOrder(100, Booked, Working, new() { Status = "Submitted" }), WorkedSession.OpenOrder("Submitted") },
        { Status("Submitted", 0, 100, 0), OrderSubmitted },
        { new ExecDetails(-1, 100, Booked with { Exchange = "NASDAQ" }, Fill), WorkedSession.ExecDetails },
        { new OpenOrder(100, Booked, Working, new() { Status = "Filled" }), WorkedSession.OpenOrder("Filled") },
        { Status("Filled", 100, 0, 150), OrderFilled },
        {
            new OpenOrder(
                100, Booked, Working, new() { Status = "Filled", Commission = 1, CommissionCurrency = "USD" }),
            WorkedSession.OpenOrder("Filled", "1.0", "USD")
        },
        { new CommissionReport(Fill.ExecId, 1, "USD", null, null, null), WorkedSession.CommissionReport },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_of_the_worked_session_is_read_and_written_byte_by_byte(TwsRequest request, string text)
    {
        Assert.Equal(text, Wire.Text(request));
        Assert.Equal(request, Wire.Request(text));
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_of_the_worked_session_is_read_and_written_byte_by_byte(TwsReply reply, string text)
    {
        Assert.Equal(text, Wire.Text(reply));
        Assert.Equal(reply, Wire.Reply(text));
    }

    [Fact]
    public void The_frames_of_the_worked_session_have_the_stated_lengths()
    {
        Assert.Equal(114, Wire.FieldCount(WorkedSession.PlaceOrder));
        Assert.Equal(215, WorkedSession.PlaceOrder.Length);
        Assert.Equal(135, Wire.FieldCount(WorkedSession.OpenOrder("PreSubmitted")));
        Assert.Equal(638, WorkedSession.OpenOrder("PreSubmitted").Length);
        Assert.Equal(176, WorkedSession.ExecDetails.Length);
        Assert.Equal(84, WorkedSession.CommissionReport.Length);
    }

    private static OrderStatus Status(string status, decimal filled, decimal remaining, decimal price) =>
        new(100, status, filled, remaining, price, 1204680001, 0, price, 7, "", 0);
}
