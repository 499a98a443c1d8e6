using Oms.PaperGateway.Books;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Orders;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>Answers what clients ask of orders and executions.</summary>
internal sealed class OrderRequests(
    PaperBroker broker, OrderMessages messages, FaultPlan faults, Func<int?, bool> isMaster)
{
    private const int Manual = 0;
    private readonly TermsReader reader = new(broker);

    public void Place(ClientSession session, PlaceOrder request, DateTimeOffset now)
    {
        if (faults.DropsBeforeOrder(session)) return;
        var key = new OrderKey(session.ClientId!.Value, request.OrderId); // Only greeted sessions come here.
        if (reader.Read(request, out var refusal) is not { } terms)
            session.Fail(request.OrderId, refusal!.Code, refusal.Text); // Read gives one of the two.
        else
            Place(session, key, terms, now);
        faults.DropAfterOrder(session);
    }

    public void Cancel(ClientSession session, CancelOrder request, DateTimeOffset now)
    {
        var key = new OrderKey(session.ClientId!.Value, request.OrderId); // Only greeted sessions come here.
        var order = broker.Books.Find(key) is { IsDone: false } open ? open : null;
        if (order is not null && faults.RejectsCancel(session))
        {
            session.Fail(request.OrderId, 161, "Cancel attempted when order is not in a cancellable state. "
                + $"Order permId = {order.PermId}");
            return;
        }
        broker.Desk.Cancel(key, now);
        if (order is not null && faults.FillsLate(session) is { } fault) FillLate(order, fault, now);
    }

    public void SendNextId(ClientSession session)
    {
        var clientId = session.ClientId!.Value; // Only greeted sessions come here.
        session.Send(new NextValidId(faults.NextOrderId(clientId, broker.Books.LastOrderId(clientId) + 1)));
    }

    public void SendOpen(ClientSession session, bool all)
    {
        foreach (var order in broker.Books.OpenOrders.Where(o => all || o.Key.ClientId == session.ClientId))
        {
            session.Send(messages.OpenOrder(order));
            session.Send(OrderMessages.Status(order));
        }
        session.Send(new OpenOrderEnd());
    }

    public static void AutoBind(ClientSession session)
    {
        // There is no screen here to enter orders by hand, so for client 0 nothing is ever bound.
        if (session.ClientId != Manual) session.Fail(-1, 327, "Only the default client (i.e 0) can auto bind orders.");
    }

    public void SendCompleted(ClientSession session, bool apiOnly)
    {
        var done = broker.Books.Orders.Where(o => o.IsDone && !(apiOnly && o.Key == OrderKey.Elsewhere));
        foreach (var order in done) session.Send(messages.Completed(order));
        session.Send(new CompletedOrdersEnd());
    }

    public void SendExecutions(ClientSession session, ReqExecutions request, DateTimeOffset now)
    {
        var seesAll = session.ClientId is Manual || isMaster(session.ClientId);
        var wanted = broker.Books.Executions
            .Where(e => e.At >= TradingCalendar.Midnight(now) && (seesAll || e.Key.ClientId == session.ClientId))
            .Where(e => Matches(e, request.Filter))
            .OrderBy(e => e.At).ThenBy(e => e.ExecIdStem, StringComparer.Ordinal);
        foreach (var execution in wanted)
        {
            session.Send(messages.ExecDetails(execution, request.ReqId));
            session.Send(OrderMessages.Commission(execution));
        }
        session.Send(new ExecDetailsEnd(request.ReqId));
    }

    private void Place(ClientSession session, OrderKey key, OrderTerms terms, DateTimeOffset now)
    {
        var known = broker.Books.Find(key);
        if (known is null && faults.RejectsOrder(session) is { } reason)
            broker.Desk.Reject(key, terms, reason, now);
        else if (known is { IsDone: false } && faults.RejectsModify(session))
            session.Fail(key.OrderId, 2102, "Unable to modify this order as it is still being processed.");
        else
            broker.Desk.Place(key, terms, now);
    }

    private void FillLate(PaperOrder order, Fault fault, DateTimeOffset now)
    {
        var market = broker.Markets.Of(order.Terms.ConId);
        var price = fault.Price ?? order.Terms.LmtPrice ?? market.Quote.Mark;
        var quantity = Math.Min(fault.Quantity ?? order.LeavesQty, order.LeavesQty);
        broker.Desk.Flow.FillLate(order.PermId, quantity, market.Instrument.RoundToTick(price), now);
    }

    private bool Matches(Orders.Execution execution, ExecutionFilter filter)
    {
        var instrument = broker.Markets.Of(execution.ConId).Instrument;
        return (filter.ClientId == 0 || filter.ClientId == execution.Key.ClientId)
            && IsAny(filter.AcctCode, execution.Account)
            && IsAny(filter.Symbol, instrument.Symbol)
            && IsAny(filter.SecType, instrument.SecTypeText)
            && (filter.Exchange is "" or "SMART" || IsAny(filter.Exchange, execution.Exchange))
            && (filter.Side.Length == 0 || filter.Side == Words.Bought(execution.Side)
                || Words.SideOf(filter.Side) == execution.Side)
            && !(Words.ReadTime(filter.Time) > execution.At);
    }

    private static bool IsAny(string wanted, string actual) => wanted.Length == 0 || wanted == actual;
}
