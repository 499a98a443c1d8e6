using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

/// <summary>Takes what clients ask of orders: place, modify, cancel, what-if.</summary>
internal sealed class OrderDesk(
    BrokerBooks books, MarketPlace markets, TradingCalendar calendar, InstrumentCatalog catalog, Action<Report> report)
{
    private readonly OrderFlow flow = new(
        books, markets, calendar, new ConditionRules(books, markets, calendar, catalog), report);

    public OrderFlow Flow => flow;

    /// <summary>A known id modifies, a new one places; ids of the past are refused.</summary>
    public void Place(OrderKey key, OrderTerms terms, DateTimeOffset now)
    {
        var known = books.Find(key);
        if (known is { IsDone: false }) Modify(known, terms, now);
        else if (known is { Status: OrdStatus.Filled }) Refuse(key, new(104, "Cannot modify a filled order."));
        else if (known is not null || key.OrderId <= books.LastOrderId(key.ClientId))
            Refuse(key, new(103, "Duplicate order id"));
        else PlaceNew(key, terms, now);
        flow.FireTriggers(now);
    }

    public void Cancel(OrderKey key, DateTimeOffset now)
    {
        switch (books.Find(key))
        {
            case null:
                Refuse(key, new(10147, $"OrderId {key.OrderId} that needs to be cancelled is not found."));
                break;
            case { IsDone: true } done:
                Refuse(key, new(10148, $"OrderId {key.OrderId} cannot be cancelled, state: {done.Status}."));
                break;
            case var order:
                report(new Report.StatusShown(order with { Status = OrdStatus.PendingCancel }));
                flow.Cancel(order, "", now);
                break;
        }
    }

    public void CancelAll(DateTimeOffset now)
    {
        foreach (var order in books.OpenOrders.ToList())
        {
            if (books.Get(order.PermId) is { IsDone: false } open) flow.Cancel(open, "", now);
        }
    }

    /// <summary>Says no after the broker has looked at it: the order exists, and is done for.</summary>
    public void Reject(OrderKey key, OrderTerms terms, string reason, DateTimeOffset now)
    {
        var rejected = books.Save(NewOrder(key, terms, null, now).Complete(OrdStatus.Inactive, now, reason));
        report(new Report.OrderShown(rejected));
        Refuse(key, new(201, $"Order rejected - reason:{reason}"));
    }

    private void PlaceNew(OrderKey key, OrderTerms terms, DateTimeOffset now)
    {
        if (Objection(terms, now) is { } objection)
        {
            Refuse(key, objection);
            return;
        }
        var parent = terms.ParentId == 0 ? null : books.Find(key with { OrderId = terms.ParentId });
        if (terms.ParentId != 0 && parent is not { IsDone: false })
        {
            Refuse(key, new(10006, "Missing parent order"));
            return;
        }
        if (terms.WhatIf) AnswerWhatIf(NewOrder(key, terms, parent, now, permId: 0));
        else if (Shortfall(terms) is { } shortfall) Reject(key, terms, shortfall, now);
        else Send(books.Save(NewOrder(key, terms, parent, now)), now);
    }

    private void Modify(PaperOrder order, OrderTerms terms, DateTimeOffset now)
    {
        if ((OrderRules.CheckModify(order, terms) ?? Objection(terms, now)) is { } objection)
        {
            Refuse(order.Key, objection);
            return;
        }
        if (terms.WhatIf)
        {
            AnswerWhatIf(order with { Terms = terms });
            return;
        }
        var isSmaller = Bare(order.Terms) == Bare(terms) && terms.Conditions.SequenceEqual(order.Terms.Conditions);
        var next = order with
        {
            Terms = terms,
            ExpiresAt = ExpiryOf(terms, now),
            Hold = Hold.Transmit,
            StopPx = null,
            IsTriggered = order.IsTriggered && terms.AuxPrice == order.Terms.AuxPrice,
            IsConditionMet = order.IsConditionMet && terms.Conditions.SequenceEqual(order.Terms.Conditions),
        };
        if (isSmaller && flow.TryShrink(order, next.LeavesQty))
        {
            report(new Report.OrderShown(books.Save(next with { Hold = order.Hold })));
            return;
        }
        Send(books.Save(next), now);
    }

    // Lists are compared by what they hold, and the legs of a combo are in its contract id.
    private static OrderTerms Bare(OrderTerms terms) =>
        terms with { Quantity = 0, Wire = null, Conditions = [], Parts = [] };

    // Transmitting one member of a family transmits them all: parents first, as they were entered first.
    private void Send(PaperOrder order, DateTimeOffset now)
    {
        if (!order.Terms.Transmit && !order.IsTransmitted)
        {
            flow.Activate(order, now);
            return;
        }
        var family = OrderGroups.Family(books, order).Where(o => !o.IsTransmitted || o.PermId == order.PermId).ToList();
        foreach (var member in family) books.Save(member with { IsTransmitted = true });
        foreach (var member in family)
        {
            // A parent that filled at once has already set its children on their way.
            if (books.Get(member.PermId) is { IsDone: false, Hold: Hold.Transmit } held) flow.Activate(held, now);
        }
    }

    private PaperOrder NewOrder(
        OrderKey key, OrderTerms terms, PaperOrder? parent, DateTimeOffset now, int? permId = null) =>
        new()
        {
            Key = key,
            PermId = permId ?? books.NextPermId(),
            Terms = terms,
            CreatedAt = now,
            ParentPermId = parent?.PermId,
            Hold = Hold.Transmit,
            ExpiresAt = ExpiryOf(terms, now),
        };

    private Notice? Objection(OrderTerms terms, DateTimeOffset now)
    {
        if (books.FindAccount(terms.Account) is null)
            return new(321, $"Error validating request.-'bW' : cause - Invalid account code '{terms.Account}'.");
        return catalog.Find(terms.ConId) is { } instrument
            ? OrderRules.Check(terms, instrument, now)
            : new(200, "No security definition has been found for the request");
    }

    private string? Shortfall(OrderTerms terms)
    {
        var figures = Figures(terms);
        var free = figures.EquityBefore - figures.InitMarginBefore;
        return figures.InitMarginChange <= 0 || figures.InitMarginChange <= free
            ? null
            : "We are unable to accept your order. Your Available Funds are insufficient to cover the margin "
                + $"requirement of this order.\nAvailable funds [{free:F2} USD], "
                + $"initial margin change [{figures.InitMarginChange:F2} USD].";
    }

    private void AnswerWhatIf(PaperOrder order) => report(new Report.WhatIfAnswered(order, Figures(order.Terms)));

    private WhatIfFigures Figures(OrderTerms terms)
    {
        var instrument = markets.Of(terms.ConId).Instrument;
        var account = books.FindAccount(terms.Account)!; // Objection has refused accounts that are not known.
        var value = Valuation.Of(account, catalog, markets.Prices);
        var signedQty = terms.Side.Sign() * terms.Quantity;
        Impact impact;
        if (instrument.IsCombo)
        {
            impact = instrument.Parts
                .Select(p => ImpactOf(account, markets.Of(p.ConId).Instrument, signedQty * p.Ratio, markets.Mark(p.ConId)))
                .Aggregate((a, b) => new(a.Initial + b.Initial, a.Maintenance + b.Maintenance, a.Commission + b.Commission));
        }
        else
        {
            var price = terms.LmtPrice is { } limit and > 0 ? limit : markets.Mark(instrument.ConId);
            impact = ImpactOf(account, instrument, signedQty, price);
        }
        return new(
            value.InitMargin,
            impact.Initial,
            value.MaintMargin,
            impact.Maintenance,
            value.NetLiquidation,
            -impact.Commission,
            impact.Commission);
    }

    private readonly record struct Impact(decimal Initial, decimal Maintenance, decimal Commission);

    private Impact ImpactOf(PaperAccount account, Instrument instrument, decimal signedQty, decimal price)
    {
        var held = account.PositionIn(instrument.ConId).Quantity;
        var after = held + signedQty;
        var quantity = Math.Abs(signedQty);
        var rate = markets.RateToUsd(instrument.Currency);
        return new(
            (MarginSchedule.Initial(instrument, after, price) - MarginSchedule.Initial(instrument, held, price)) * rate,
            (MarginSchedule.Maintenance(instrument, after, price) - MarginSchedule.Maintenance(instrument, held, price))
                * rate,
            CommissionSchedule.Total(instrument, quantity, quantity * price, rate));
    }

    private DateTimeOffset? ExpiryOf(OrderTerms terms, DateTimeOffset now)
    {
        if (terms.Duration is { } duration) return now + duration;
        return terms.Tif switch
        {
            TimeInForce.Gtd => terms.GoodTillDate,
            TimeInForce.Day or TimeInForce.Dtc or TimeInForce.Opg or TimeInForce.Auc =>
                calendar.DayEnd(markets.Of(terms.ConId).Instrument, now, terms.OutsideRth),
            _ => null,
        };
    }

    private void Refuse(OrderKey key, Notice notice) => report(new Report.Noticed(key, notice));
}
