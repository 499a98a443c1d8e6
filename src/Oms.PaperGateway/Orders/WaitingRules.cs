using System.Globalization;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

/// <summary>What an order waits for before it may meet the market.</summary>
internal sealed class WaitingRules(
    BrokerBooks books, MarketPlace markets, TradingCalendar calendar, ConditionRules conditions)
{
    public Hold HoldOf(PaperOrder order, DateTimeOffset now)
    {
        var terms = order.Terms;
        if (!order.IsTransmitted) return Hold.Transmit;
        if (order.ParentPermId is { } parent && books.FindByPermId(parent) is { IsDone: false }) return Hold.Parent;
        if (MustBeMet(order) && !conditions.AreMet(order, now)) return Hold.Condition;
        if (terms.GoodAfterTime > now) return Hold.Time;
        if (!calendar.IsOpen(InstrumentOf(order), now, terms.OutsideRth)) return Hold.Session;
        if (terms.IsOnClose) return Hold.Close;
        return terms.IsStop && !order.IsTriggered ? Hold.Trigger : Hold.None;
    }

    /// <summary>Conditions that have let the order pass once; those that cancel never hold it.</summary>
    public static bool HasMetConditions(PaperOrder order, Hold hold) =>
        order.IsConditionMet || (MustBeMet(order) && hold is not (Hold.Transmit or Hold.Parent or Hold.Condition));

    /// <summary>The conditions that end an order have come true.</summary>
    public bool MustCancel(PaperOrder order, DateTimeOffset now) =>
        order.Terms is { ConditionsCancelOrder: true, Conditions.Count: > 0 }
        && order.IsTransmitted && conditions.AreMet(order, now);

    private static bool MustBeMet(PaperOrder order) =>
        order is { IsConditionMet: false, Terms: { ConditionsCancelOrder: false, Conditions.Count: > 0 } };

    // A modified order that works goes on as Submitted; everything that waits is PreSubmitted.
    public static OrdStatus StatusOf(PaperOrder order, Hold hold) =>
        hold is Hold.None && order.Status is OrdStatus.Submitted ? OrdStatus.Submitted : OrdStatus.PreSubmitted;

    public PaperOrder WithStop(PaperOrder order) => order.Terms.IsStop && !order.IsTriggered
        ? order with { StopPx = Triggers.StopPx(order, InstrumentOf(order), markets.Of(order.Terms.ConId).Quote) }
        : order;

    public Notice HeldNotice(PaperOrder order, DateTimeOffset now)
    {
        var opens = TradingCalendar.ToNewYork(calendar.NextOpen(InstrumentOf(order), now, order.Terms.OutsideRth));
        return new(399, "Order Message:\nWarning: your order will not be placed at the exchange until "
            + opens.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " US/Eastern");
    }

    private Instrument InstrumentOf(PaperOrder order) => markets.Of(order.Terms.ConId).Instrument;
}
