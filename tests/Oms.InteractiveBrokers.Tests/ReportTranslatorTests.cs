using Oms.Engine;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Tws.Replies;

namespace Oms.InteractiveBrokers.Tests;

public sealed class ReportTranslatorTests
{
    private readonly ReportTranslator _translator = new(Sample.ClientId, new ReferenceData(), TimeProvider.System);

    [Theory]
    [InlineData("PendingSubmit")]
    [InlineData("PreSubmitted")]
    [InlineData("Submitted")]
    [InlineData("PendingCancel")]
    public void An_open_order_acknowledges_with_its_terms(string status)
    {
        var report = Assert.Single(_translator.Translate(Sample.Open(status)));

        var acknowledged = Assert.IsType<BrokerReport.Acknowledged>(report);
        Assert.Equal((status, 100m, new Symbol("AAPL")), (acknowledged.Shown?.Status, acknowledged.Shown?.OrderQty, acknowledged.Shown?.Symbol));
        Assert.Equal(new BrokerReport.Acknowledged(new(Sample.Id, Sample.BrokerOrderId, 42), 42, status, 100, 150m), acknowledged with { Shown = null });
    }

    [Fact]
    public void A_status_of_another_client_is_not_about_our_order_of_the_same_id()
    {
        Assert.Empty(_translator.Translate(Sample.Status("Cancelled", clientId: 8)));

        Assert.False(_translator.IsHolding);
    }

    [Fact]
    public void A_fill_comes_from_execDetails_with_exchange_time_in_utc()
    {
        var report = Assert.IsType<BrokerReport.Executed>(Assert.Single(_translator.Translate(Sample.Fill())));

        Assert.Equal(Sample.Id, report.Order.Reference);
        Assert.Equal((40m, 149.99m, Side.Buy), (report.Execution.LastQty, report.Execution.LastPx, report.Execution.Side));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 15, 30, 1, TimeSpan.Zero), report.Execution.TransactTime.ToDateTimeOffset());
    }

    [Theory]
    [InlineData("Filled")]
    [InlineData("Submitted")]
    public void A_status_text_never_invents_a_fill(string status) => Assert.Empty(_translator.Translate(Sample.Status(status)));

    [Fact]
    public void A_completed_order_that_filled_tells_up_to_which_quantity()
    {
        var completed = Sample.Completed("Filled", "Filled Size: 40") with { FilledQuantity = 40 };

        Assert.Equal(new BrokerReport.Completed(new(Sample.Id, null, 42), 40), Assert.Single(_translator.Translate(completed)));
    }

    [Fact]
    public void The_end_of_an_order_waits_for_its_reason()
    {
        Assert.Empty(_translator.Translate(Sample.Status("Cancelled")));

        var report = Assert.Single(_translator.Translate(new ErrMsg(Sample.BrokerOrderId, 202, "Order Canceled - reason:")));

        Assert.Equal(new BrokerReport.Closed(new(null, Sample.BrokerOrderId), false, "Order Canceled - reason:"), report);
    }

    [Fact]
    public void An_end_whose_reason_says_expired_is_an_expiry()
    {
        Assert.Empty(_translator.Translate(Sample.Status("Cancelled")));

        var report = Assert.Single(_translator.Translate(new ErrMsg(Sample.BrokerOrderId, 202, "Order Canceled - reason: order expired")));

        Assert.True(Assert.IsType<BrokerReport.Closed>(report).IsExpired);
    }

    [Fact]
    public void An_end_without_a_reason_is_told_before_what_comes_next()
    {
        Assert.Empty(_translator.Translate(Sample.Status("Cancelled")));

        var reports = _translator.Translate(Sample.Fill()).ToArray();

        Assert.Collection(reports, first => Assert.IsType<BrokerReport.Closed>(first), second => Assert.IsType<BrokerReport.Executed>(second));
    }

    [Fact]
    public void A_reject_is_told_once_and_its_inactive_status_adds_nothing()
    {
        var report = Assert.Single(_translator.Translate(new ErrMsg(Sample.BrokerOrderId, 201, "Order rejected - reason: margin")));

        Assert.Equal(new BrokerReport.Refused(new(null, Sample.BrokerOrderId), "IB_201", "Order rejected - reason: margin"), report);
        Assert.Empty(_translator.Translate(Sample.Open("Inactive")));
        Assert.Empty(_translator.Translate(Sample.Status("Cancelled")));
    }

    [Theory]
    [InlineData(135, true)]
    [InlineData(136, false)]
    [InlineData(161, true)]
    [InlineData(10147, true)]
    [InlineData(10148, true)]
    public void A_refused_cancel_tells_whether_there_was_nothing_to_cancel(int code, bool isGone)
    {
        var report = Assert.Single(_translator.Translate(new ErrMsg(Sample.BrokerOrderId, code, "no")));

        Assert.Equal(isGone, Assert.IsType<BrokerReport.CancelRefused>(report).IsGone);
    }

    [Theory]
    [InlineData(399, typeof(BrokerReport.Warned))]
    [InlineData(2109, typeof(BrokerReport.Warned))]
    [InlineData(104, typeof(BrokerReport.ChangeRefused))]
    [InlineData(2102, typeof(BrokerReport.ChangeRefused))]
    [InlineData(110, typeof(BrokerReport.Refused))]
    [InlineData(103, typeof(BrokerReport.Refused))]
    public void Codes_mean_what_the_broker_documents(int code, Type expected) =>
        Assert.IsType(expected, Assert.Single(_translator.Translate(new ErrMsg(Sample.BrokerOrderId, code, "text"))));

    [Theory]
    [InlineData(-1)]
    [InlineData(IbSession.RequestIdMin)]
    public void An_error_about_the_system_or_a_request_is_not_about_an_order(int id) =>
        Assert.Empty(_translator.Translate(new ErrMsg(id, 201, "text")));

    [Fact]
    public void A_completed_order_is_found_by_our_reference()
    {
        var report = Assert.Single(_translator.Translate(Sample.Completed("Cancelled", "Cancelled by Trader")));

        Assert.Equal(new BrokerReport.Closed(new(Sample.Id, null, 42), false, "Cancelled by Trader"), report);
        Assert.Empty(_translator.Translate(Sample.Completed("Filled", "Filled Size: 100")));
    }

    [Fact]
    public void A_commission_keeps_an_unknown_profit_unknown()
    {
        var report = Assert.Single(_translator.Translate(new CommissionReport("E1", 1.05m, "USD", null, null, null)));

        Assert.Equal(new BrokerReport.Commissioned(new("E1"), new Commission(1.05m, "USD", null)), report);
    }
}
