using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Trading.Tests;

/// <summary>Inputs that are wrong in themselves: they are refused or booked, and never stop the engine.</summary>
public sealed class HardenedInputTests
{
    [Theory]
    [InlineData("0", "1", "PRICE_OFF_TICK")]
    [InlineData("0.01", "0", "ORDER_QTY_OFF_LOT")]
    public void A_step_of_zero_refuses_orders_and_does_not_divide(string tick, string lot, string code)
    {
        var book = Known.ReadyBook();
        var described = Known.Instrument(Known.Stock) with { TickSize = decimal.Parse(tick), LotSize = decimal.Parse(lot) };
        book.Handle(new BrokerReport.Described(described), Known.Start);

        var outcome = book.Handle(Place("A1"), Known.Start);

        Assert.Equal(code, Assert.IsType<Decision.Denied>(outcome.Decision).First.Code);
    }

    [Fact]
    public void A_link_that_comes_up_without_having_gone_down_raises_doubt_all_the_same()
    {
        var book = Known.ReadyBook();
        book.Handle(Place("A1"), Known.Start);

        book.Handle(new BrokerReport.LinkUp("paper", 1), Known.Start);

        Assert.Equal(OrdStatus.InDoubt, book.Find(Known.Main, new ClOrdId("A1"))?.OrdStatus);
    }

    [Fact]
    public void A_fill_of_nothing_is_booked_and_moves_nothing()
    {
        var book = Known.ReadyBook();
        book.Handle(Place("A1"), Known.Start);

        book.Handle(new BrokerReport.Executed(new(new("A1"), null), Known.Fill("X1", Side.Buy, 0, 10)), Known.Start);

        Assert.Equal(0, Assert.Single(book.Positions).Value.Quantity);
        Assert.Equal(0, book.Orders[new("A1")].CumQty);
    }

    [Theory]
    [InlineData(SentRequest.New)]
    [InlineData(SentRequest.Cancel)]
    public void A_send_report_about_an_unknown_order_changes_nothing(SentRequest request)
    {
        var book = Known.ReadyBook();

        var notSent = book.Handle(new BrokerReport.NotSent(new("nobody"), request, "no line"), Known.Start);
        var inDoubt = book.Handle(new BrokerReport.SendInDoubt(new("nobody"), request, "no line"), Known.Start);

        Assert.Empty(notSent.Changes);
        Assert.Empty(inDoubt.Changes);
    }

    private static Command.PlaceOrder Place(string id) => new(new(id), Known.Terms(id), Known.Market(Known.Start), Known.Trader);
}
