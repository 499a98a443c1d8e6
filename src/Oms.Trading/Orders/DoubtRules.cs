using Oms.Trading.Broker;

namespace Oms.Trading.Orders;

/// <summary>How a doubt ends: with what was seen, and where.</summary>
internal static class DoubtRules
{
    // A placement older than this is another decision: prices, limits and intentions have moved on.
    private static readonly TimeSpan ResendAgeMax = TimeSpan.FromMinutes(5);

    /// <summary>Writes into the events that settle an order in doubt which message of the broker settled it.</summary>
    public static void Explain(Order order, BrokerReport report, List<TradingEvent> events, int from)
    {
        if (!order.InDoubt) return;
        var evidence = EvidenceOf(report);
        for (var i = from; i < events.Count; i++)
        {
            events[i] = events[i] switch
            {
                OrderEvent.Acknowledged e => e with { Evidence = evidence },
                OrderEvent.Traded e => e with { Evidence = evidence },
                OrderEvent.Replaced e => e with { Evidence = evidence },
                OrderEvent.Canceled e => e with { Evidence = evidence },
                OrderEvent.Expired e => e with { Evidence = evidence },
                OrderEvent.Rejected e => e with { Evidence = evidence },
                var e => e,
            };
        }
    }

    /// <summary>
    /// An order that provably never arrived is sent once more when its account says so, nobody wants it canceled, and the decision to send
    /// it is still young; nothing is ever sent a third time.
    /// </summary>
    public static bool MayResend(TradingBook book, Order order, Instant now) =>
        book.ResendsOnce(order.Terms.Account)
        && order is { Resends: 0, Pending: null, CumQty: 0, Owner: null, Working: OrdStatus.PendingNew }
        && now - order.Times.Created < ResendAgeMax
        && book.Day.Freeze is null
        && book.KillSwitchOf(order.Firm) is not { On: true } && book.KillSwitchOf(order.Terms.Account) is not { On: true };

    private static string EvidenceOf(BrokerReport report)
    {
        var where = report.Source switch
        {
            ReportSource.Live => "a live message",
            ReportSource.OpenOrders => "the list of open orders",
            ReportSource.CompletedOrders => "the list of completed orders",
            ReportSource.Executions => "the list of executions",
            _ => "the witness connection",
        };
        return report switch
        {
            BrokerReport.Acknowledged ack => $"open as {ack.BrokerStatus}, permId {ack.PermId}, in {where}",
            BrokerReport.Executed fill => $"execution {fill.Execution.ExecId} in {where}",
            BrokerReport.Closed closed => $"{(closed.IsExpired ? "expired" : "canceled")} ({closed.Text}) in {where}",
            BrokerReport.Refused no => $"{no.Code} in {where}",
            _ => $"{report.GetType().Name} in {where}",
        };
    }
}
