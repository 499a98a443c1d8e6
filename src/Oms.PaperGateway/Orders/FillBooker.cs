using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

/// <summary>Turns a match into what the broker books: the execution, its commission, cash and position.</summary>
internal sealed class FillBooker(BrokerBooks books, MarketPlace markets, Action<Report> report)
{
    private const int AddedLiquidity = 1;
    private const int RemovedLiquidity = 2;

    public PaperOrder Book(PaperOrder order, decimal quantity, decimal price, bool isMaker, DateTimeOffset now)
    {
        var instrument = markets.Of(order.Terms.ConId).Instrument;
        var next = order.Fill(quantity, price);
        var commission = CommissionSchedule.Total(
            instrument, next.FilledQty, next.FilledNotional, markets.RateToUsd(instrument.Currency));
        var execution = Settle(
            new Execution
            {
                ExecIdStem = books.NextExecIdStem(),
                Key = order.Key,
                PermId = order.PermId,
                ConId = instrument.ConId,
                Account = order.Terms.Account,
                Side = order.Terms.Side,
                Quantity = quantity,
                Price = price,
                CumQty = next.FilledQty,
                AvgPx = next.AvgPx,
                Exchange = VenueOf(order, instrument),
                At = now,
                OrderRef = order.Terms.OrderRef,
                LastLiquidity = isMaker ? AddedLiquidity : RemovedLiquidity,
                Commission = commission - order.Commission,
                CommissionCurrency = CommissionSchedule.Currency,
            },
            instrument);
        next = Finish(next with { Commission = commission }, order, now);
        Tell(next, order, execution);
        return next;
    }

    /// <summary>
    /// Books what the legs of a combo traded: one execution of the combo, that moves nothing, and one for each match of
    /// a leg, whose id has a part more.
    /// </summary>
    public PaperOrder BookCombo(PaperOrder order, decimal units, IReadOnlyList<LegMatch> legs, DateTimeOffset now)
    {
        var price = legs.Sum(l => Math.Sign(l.Part.Ratio) * l.Match.Quantity * l.Match.Price) / units;
        var next = order.Fill(units, price);
        var stem = books.NextExecIdStem();
        var whole = new Execution
        {
            ExecIdStem = stem,
            Key = order.Key,
            PermId = order.PermId,
            ConId = order.Terms.ConId,
            Account = order.Terms.Account,
            Side = order.Terms.Side,
            Quantity = units,
            Price = price,
            CumQty = next.FilledQty,
            AvgPx = next.AvgPx,
            Exchange = markets.Of(order.Terms.ConId).Instrument.PrimaryExchange,
            At = now,
            OrderRef = order.Terms.OrderRef,
            LastLiquidity = RemovedLiquidity,
        };
        books.Save(whole);
        List<Execution> booked = [];
        foreach (var leg in legs) booked.Add(Settle(LegOf(whole, leg, booked.Count + 2), leg.Part.Market.Instrument));
        next = Finish(next with { Commission = order.Commission + booked.Sum(e => e.Commission) }, order, now);
        report(new Report.Traded(whole));
        foreach (var leg in booked) report(new Report.Traded(leg));
        if (next.IsDone) report(new Report.OrderShown(next));
        else report(new Report.StatusShown(next));
        foreach (var leg in booked)
        {
            report(new Report.CommissionCharged(leg));
            report(new Report.PositionChanged(leg.Account, leg.ConId));
        }
        return next;
    }

    /// <summary>Books an order that no client here placed, such as one made by telephone, and its one fill.</summary>
    public void BookElsewhere(OrderTerms terms, decimal price, DateTimeOffset now)
    {
        var instrument = markets.Of(terms.ConId).Instrument;
        var commission = CommissionSchedule.Total(
            instrument, terms.Quantity, terms.Quantity * price, markets.RateToUsd(instrument.Currency));
        var order = new PaperOrder
        {
            Key = OrderKey.Elsewhere,
            PermId = books.NextPermId(),
            Terms = terms,
            CreatedAt = now,
            Commission = commission,
        };
        var filled = order.Fill(terms.Quantity, price).Complete(OrdStatus.Filled, now, $"Filled Size: {terms.Quantity}");
        books.Save(filled);
        var execution = Settle(
            new Execution
            {
                ExecIdStem = books.NextExecIdStem(),
                Key = filled.Key,
                PermId = filled.PermId,
                ConId = instrument.ConId,
                Account = terms.Account,
                Side = terms.Side,
                Quantity = terms.Quantity,
                Price = price,
                CumQty = filled.FilledQty,
                AvgPx = filled.AvgPx,
                Exchange = instrument.PrimaryExchange,
                At = now,
                Commission = commission,
                CommissionCurrency = CommissionSchedule.Currency,
            },
            instrument);
        TellExecution(execution);
    }

    /// <summary>
    /// The exchange revised a fill: the earlier revision is taken back, the new one booked. The order has filled so
    /// much more or less; one that had ended stays so.
    /// </summary>
    public void Correct(Execution original, decimal quantity, decimal price)
    {
        var instrument = markets.Of(original.ConId).Instrument;
        if (books.FindAccount(original.Account) is { } account) books.Save(account.Reverse(original, instrument));
        var order = books.FindByPermId(original.PermId) is { } known && known.Terms.ConId == original.ConId
            ? books.Save(known.Revise(original.Quantity, original.Price, quantity, price))
            : null;
        var corrected = original with
        {
            Revision = original.Revision + 1,
            Quantity = quantity,
            Price = price,
            CumQty = original.CumQty - original.Quantity + quantity,
            AvgPx = order?.AvgPx ?? price,
        };
        TellExecution(Settle(corrected, instrument));
        if (order is { IsDone: false }) report(new Report.StatusShown(order));
    }

    private Execution LegOf(Execution whole, LegMatch leg, int number)
    {
        var instrument = leg.Part.Market.Instrument;
        var (quantity, price) = (leg.Match.Quantity, leg.Match.Price);
        return whole with
        {
            ExecIdStem = $"{whole.ExecIdStem}.{number:00}",
            ConId = instrument.ConId,
            Side = leg.Side,
            Quantity = quantity,
            Price = price,
            CumQty = quantity,
            AvgPx = price,
            Exchange = instrument.PrimaryExchange,
            Commission = CommissionSchedule.Total(
                instrument, quantity, quantity * price * instrument.Multiplier, markets.RateToUsd(instrument.Currency)),
            CommissionCurrency = CommissionSchedule.Currency,
        };
    }

    private Execution Settle(Execution execution, Instrument instrument)
    {
        var account = books.FindAccount(execution.Account) ?? new PaperAccount(execution.Account);
        var (next, realized) = account.Book(execution, instrument);
        var settled = execution with { RealizedPnl = realized };
        books.Save(next);
        books.Save(settled);
        return settled;
    }

    private PaperOrder Finish(PaperOrder next, PaperOrder before, DateTimeOffset now)
    {
        if (next.LeavesQty <= 0)
            next = next.Complete(OrdStatus.Filled, now, $"Filled Size: {next.FilledQty}");
        else if (!before.IsDone)
            next = next with { Status = OrdStatus.Submitted };
        return books.Save(next);
    }

    // IB shows the filled order twice, the second time with its commission, and then reports the commission itself.
    private void Tell(PaperOrder next, PaperOrder before, Execution execution)
    {
        report(new Report.Traded(execution));
        if (next.IsDone)
        {
            report(new Report.OrderShown(next with { Commission = before.Commission }));
            report(new Report.OrderShown(next));
        }
        else
        {
            report(new Report.StatusShown(next));
        }
        report(new Report.CommissionCharged(execution));
        report(new Report.PositionChanged(execution.Account, execution.ConId));
    }

    private void TellExecution(Execution execution)
    {
        report(new Report.Traded(execution));
        report(new Report.CommissionCharged(execution));
        report(new Report.PositionChanged(execution.Account, execution.ConId));
    }

    private static string VenueOf(PaperOrder order, Instrument instrument) =>
        order.Terms.Exchange is "" or "SMART" ? instrument.PrimaryExchange : order.Terms.Exchange;
}

/// <summary>What one leg of a combo traded.</summary>
internal sealed record LegMatch(QuotedPart Part, Side Side, Match Match);
