using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

/// <summary>
/// The life of an accepted order: what it waits for, how it meets the market, what its fills and its end do to the
/// orders tied to it.
/// </summary>
internal sealed class OrderFlow(
    BrokerBooks books, MarketPlace markets, TradingCalendar calendar, ConditionRules conditions, Action<Report> report)
{
    private readonly WaitingRules waiting = new(books, markets, calendar, conditions);
    private readonly FillBooker fills = new(books, markets, report);
    private readonly Dictionary<int, RestingOrder> resting = [];
    private bool mayTrigger;

    public FillBooker Fills => fills;

    /// <summary>Sends an order on its way as far as it can go now.</summary>
    public void Activate(PaperOrder order, DateTimeOffset now)
    {
        Withdraw(order.PermId);
        var hold = waiting.HoldOf(order, now);
        var status = WaitingRules.StatusOf(order, hold);
        var next = books.Save(waiting.WithStop(order) with
        {
            Hold = hold,
            Status = status,
            IsConditionMet = WaitingRules.HasMetConditions(order, hold),
        });
        report(new Report.OrderShown(next));
        if (hold is Hold.Session && order.Hold is not (Hold.Session or Hold.None))
            report(new Report.Noticed(order.Key, waiting.HeldNotice(next, now)));
        if (hold is Hold.None) Work(next, now);
        mayTrigger |= hold is Hold.Trigger;
    }

    /// <summary>After a restart: what should have ended meanwhile ends, the rest goes back to work.</summary>
    public void Resume(DateTimeOffset now)
    {
        foreach (var order in books.OpenOrders.ToList())
        {
            if (books.Get(order.PermId) is not { IsDone: false } current) continue;
            if (current.ExpiresAt <= now) Cancel(current, "", now);
            else Activate(current, now);
        }
    }

    /// <summary>Looks at every open order again: the time or the market has moved.</summary>
    public void Review(DateTimeOffset now)
    {
        foreach (var order in books.OpenOrders.ToList())
        {
            // An earlier order of this round may have ended or changed this one.
            if (books.Get(order.PermId) is { IsDone: false } current) Review(current, now);
        }
        FireTriggers(now);
    }

    /// <summary>Fires stops until none is hit any more; a fired stop may move the price into the next.</summary>
    public void FireTriggers(DateTimeOffset now)
    {
        for (var again = mayTrigger; again; again = mayTrigger)
        {
            mayTrigger = false;
            foreach (var order in books.WaitingForTrigger.ToList())
            {
                if (books.Get(order.PermId) is { IsDone: false, Hold: Hold.Trigger } current) Watch(current, now);
            }
        }
    }

    /// <summary>A resting order of a client was hit.</summary>
    public void OnMakerFill(Match match, DateTimeOffset now)
    {
        if (match.MakerPermId is not { } permId) return;
        AfterFill(fills.Book(books.Get(permId), match.Quantity, match.Price, isMaker: true, now), match.Quantity, now);
    }

    public void Cancel(PaperOrder order, string reason, DateTimeOffset now)
    {
        Withdraw(order.PermId);
        var done = books.Save(order.Complete(OrdStatus.Cancelled, now, reason));
        report(new Report.StatusShown(done));
        report(new Report.Noticed(order.Key, new(202, $"Order Canceled - reason:{reason}")));
        OnEnd(done, now);
    }

    /// <summary>A fill that crossed the cancel on its way: the exchange had traded before it heard of it.</summary>
    public void FillLate(int permId, decimal quantity, decimal price, DateTimeOffset now) => fills.Book(
        books.Get(permId), quantity, price, isMaker: true, now);

    /// <summary>Takes an order out of the book, for a modification or its end.</summary>
    public void Withdraw(int permId)
    {
        if (resting.Remove(permId, out var entry)) markets.Of(books.Get(permId).Terms.ConId).Remove(entry);
    }

    /// <summary>A smaller size keeps its place in the queue.</summary>
    public bool TryShrink(PaperOrder order, decimal leaves)
    {
        if (!resting.TryGetValue(order.PermId, out var entry) || leaves > entry.Quantity) return false;
        entry.Quantity = leaves;
        return true;
    }

    private void Review(PaperOrder order, DateTimeOffset now)
    {
        if (order.ExpiresAt <= now)
        {
            Expire(order, now);
            return;
        }
        if (waiting.MustCancel(order, now))
        {
            Cancel(order, "its conditions were met", now);
            return;
        }
        switch (order.Hold)
        {
            case Hold.Trigger:
                mayTrigger = true;
                break;
            case Hold.Condition or Hold.Time or Hold.Session when waiting.HoldOf(order, now) != order.Hold:
                Activate(order, now);
                break;
            case Hold.None:
                Rework(order, now);
                break;
        }
    }

    private void Watch(PaperOrder order, DateTimeOffset now)
    {
        var market = markets.Of(order.Terms.ConId);
        if (!calendar.IsOpen(market.Instrument, now, order.Terms.OutsideRth)) return;
        var stop = Triggers.StopPx(order, market.Instrument, market.Quote);
        if (stop != order.StopPx) order = books.Save(order with { StopPx = stop });
        if (!Triggers.IsHit(order, market.Instrument, market.Quote)) return;
        mayTrigger = true;
        Activate(books.Save(order with { IsTriggered = true }), now);
    }

    /// <summary>Market orders take what has come since; pegged orders follow the quote.</summary>
    private void Rework(PaperOrder order, DateTimeOffset now)
    {
        if (!calendar.IsOpen(InstrumentOf(order), now, order.Terms.OutsideRth))
        {
            Withdraw(order.PermId);
            Activate(order, now);
            return;
        }
        var limit = LimitOf(order);
        var isAtRest = resting.TryGetValue(order.PermId, out var entry);
        if (isAtRest && entry!.Price == limit) return;
        Withdraw(order.PermId);
        Take(order, limit, now);
    }

    private void Work(PaperOrder order, DateTimeOffset now)
    {
        var limit = LimitOf(order);
        if (limit is not null)
        {
            order = books.Save(order with { Status = OrdStatus.Submitted });
            report(new Report.OrderShown(order));
        }
        var mustFillAtOnce = order.Terms.Tif is TimeInForce.Fok;
        if (mustFillAtOnce && markets.Of(order.Terms.ConId).Available(order.Terms.Side, limit) < order.LeavesQty)
            Cancel(order, "Fill or kill could not be filled", now);
        else
            Take(order, limit, now);
    }

    private void Take(PaperOrder order, decimal? limit, DateTimeOffset now)
    {
        while (!order.IsDone && TakeOne(order, limit, now))
        {
            order = books.Get(order.PermId);
            if (order.Terms.OrdType is OrdType.MarketToLimit) limit = LimitOf(order);
        }
        mayTrigger = true;
        if (!order.IsDone) Remain(order, LimitOf(order), now);
    }

    private bool TakeOne(PaperOrder order, decimal? limit, DateTimeOffset now)
    {
        var market = markets.Of(order.Terms.ConId);
        if (market.Parts.Count > 0) return TakeCombo(order, market, limit, now);
        if (market.TakeOne(order.Terms.Side, order.LeavesQty, limit, now) is not { } match) return false;
        AfterFill(fills.Book(order, match.Quantity, match.Price, isMaker: false, now), match.Quantity, now);
        if (match.MakerPermId is not null) OnMakerFill(match, now);
        return true;
    }

    // All legs or none: no more is taken than every leg shows at its best price.
    private bool TakeCombo(PaperOrder order, InstrumentMarket combo, decimal? limit, DateTimeOffset now)
    {
        var units = Math.Min(order.LeavesQty, combo.Available(order.Terms.Side, limit));
        if (units <= 0) return false;
        List<LegMatch> legs = [];
        foreach (var part in combo.Parts)
        {
            var side = part.SideFor(order.Terms.Side);
            var left = units * Math.Abs(part.Ratio);
            for (; left > 0 && part.Market.TakeOne(side, left, null, now) is { } match; left -= match.Quantity)
                legs.Add(new(part, side, match));
        }
        AfterFill(fills.BookCombo(order, units, legs, now), units, now);
        foreach (var leg in legs.Where(l => l.Match.MakerPermId is not null)) OnMakerFill(leg.Match, now);
        return true;
    }

    private void Remain(PaperOrder order, decimal? limit, DateTimeOffset now)
    {
        if (order.Terms.Tif is TimeInForce.Ioc)
        {
            Cancel(order, "", now);
            return;
        }
        // A market-to-limit order has found its limit only now.
        var isNews = order.Status is not OrdStatus.Submitted
            || (order.Terms.OrdType is OrdType.MarketToLimit && limit != order.WorkingPx);
        var next = order with { Status = OrdStatus.Submitted, WorkingPx = limit ?? order.WorkingPx };
        if (next != order) books.Save(next);
        if (isNews) report(new Report.OrderShown(next));
        var market = markets.Of(order.Terms.ConId);
        if (limit is not { } price || market.Instrument.IsCombo) return;
        resting[order.PermId] = market.Rest(order.Terms.Side, price, order.LeavesQty, order.PermId);
    }

    private void AfterFill(PaperOrder order, decimal quantity, DateTimeOffset now)
    {
        mayTrigger = true;
        if (order.IsDone) Withdraw(order.PermId);
        foreach (var other in OrderGroups.OneCancelsOther(books, order))
        {
            if (OrderGroups.IsReducing(order) && other.LeavesQty > quantity) Shrink(other, quantity);
            else Cancel(other, "", now);
        }
        if (order.IsDone) OnEnd(order, now);
    }

    private void Shrink(PaperOrder order, decimal by)
    {
        TryShrink(order, order.LeavesQty - by);
        report(new Report.OrderShown(
            books.Save(order with { Terms = order.Terms with { Quantity = order.Terms.Quantity - by } })));
    }

    /// <summary>
    /// Children begin when their parent is filled, with the size it reached, and end when it ends without one.
    /// </summary>
    private void OnEnd(PaperOrder parent, DateTimeOffset now)
    {
        foreach (var child in OrderGroups.Children(books, parent))
        {
            if (parent.FilledQty == 0) Cancel(child, "parent order was cancelled", now);
            else if (child.Terms.Quantity <= parent.FilledQty) Activate(child, now);
            else Activate(child with { Terms = child.Terms with { Quantity = parent.FilledQty } }, now);
        }
    }

    private void Expire(PaperOrder order, DateTimeOffset now)
    {
        if (order.Hold is Hold.Close) Work(books.Save(order with { Hold = Hold.None }), now);
        if (books.Get(order.PermId) is { IsDone: false } left) Cancel(left, "", now);
    }

    private decimal? LimitOf(PaperOrder order)
    {
        var market = markets.Of(order.Terms.ConId);
        return Triggers.Limit(
            order, market.Instrument, order.Terms.IsPegged ? market.QuoteWithout(order.PermId) : market.Quote);
    }

    private Instrument InstrumentOf(PaperOrder order) => markets.Of(order.Terms.ConId).Instrument;
}
