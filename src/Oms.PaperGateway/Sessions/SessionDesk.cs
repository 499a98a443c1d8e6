using Microsoft.Extensions.Logging;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Orders;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>What sessions need to know beyond the books.</summary>
internal sealed record SessionSetup(int? MasterClientId, TimeProvider Clock);

/// <summary>Knows who is connected, lets clients in, and brings reports to those they concern.</summary>
internal sealed class SessionDesk
{
    private const int SessionsMax = 32;
    private const int GreetAttemptsMax = 10;
    private static readonly int[] farmsAreUp = [2104, 2106, 2158];
    private static readonly TimeSpan greetRetryDelay = TimeSpan.FromMilliseconds(20);

    private readonly List<ClientSession> sessions = [];
    private readonly PaperBroker broker;
    private readonly SessionSetup setup;
    private readonly Action<GatewayInput> post;
    private readonly ILogger logger;
    private readonly FaultPlan faults;
    private readonly OrderMessages messages;
    private readonly AccountRequests accounts;
    private readonly RequestRouter router;

    public SessionDesk(
        PaperBroker broker, FaultPlan faults, SessionSetup setup, Action<GatewayInput> post, ILogger logger)
    {
        (this.broker, this.faults, this.setup, this.post, this.logger) = (broker, faults, setup, post, logger);
        messages = new OrderMessages(broker);
        accounts = new AccountRequests(broker);
        router = new RequestRouter(broker, new OrderRequests(broker, messages, faults, IsMaster), accounts, logger);
    }

    public IReadOnlyList<ClientSession> All => sessions;

    public void Add(ClientSession session) => sessions.Add(session);

    public void Remove(ClientSession session)
    {
        sessions.Remove(session);
        faults.Forget(session);
        if (session.ClientId is { } clientId) Log.ClientLeft(logger, clientId, session.Connection.Peer);
    }

    public void Handle(GatewayInput.Asked asked, DateTimeOffset now)
    {
        if (asked.Request is StartApi start) Greet(asked, start, now);
        else if (asked.Session.ClientId is null) asked.Session.Fail(-1, 504, "Not connected");
        else router.Handle(asked.Session, asked.Request, now);
    }

    /// <summary>Reports in the order in which things happened, each to the owner and to the master client.</summary>
    public void Tell(IReadOnlyList<Report> reports)
    {
        foreach (var report in reports)
        {
            if (report is Report.PositionChanged changed) accounts.TellPosition(sessions, changed);
            else if (OwnerOf(report) is { } owner)
            {
                foreach (var session in sessions.Where(s => Concerns(s, owner, report)))
                    TellOrder(session, report);
            }
        }
    }

    /// <summary>Market data and everything else that is told by the clock.</summary>
    public void Publish(DateTimeOffset now)
    {
        foreach (var session in sessions)
        {
            foreach (var subscription in session.Subscriptions.Values.ToList()) subscription.Publish(session, now);
        }
        accounts.TellRegularly(sessions, now);
    }

    public void Notify(int code, string text)
    {
        foreach (var session in sessions.Where(s => s.ClientId is not null))
        {
            if (code == SystemNotices.RestoredDataLost) session.LoseMarketData();
            session.Fail(-1, code, text);
        }
    }

    private bool IsMaster(int? clientId) => clientId is not null && clientId == setup.MasterClientId;

    private void Greet(GatewayInput.Asked asked, StartApi start, DateTimeOffset now)
    {
        var session = asked.Session;
        if (session.ClientId is not null) return;
        var other = sessions.Find(s => s.ClientId == start.ClientId);
        if (other is not null && IsGone(other)) Remove(other);
        else if (other is not null || sessions.Count(s => s.ClientId is not null) >= SessionsMax)
        {
            if (asked.Attempt < GreetAttemptsMax) _ = RetryAsync(asked with { Attempt = asked.Attempt + 1 });
            else Refuse(session, start.ClientId);
            return;
        }
        session.ClientId = start.ClientId;
        Log.ClientConnected(logger, start.ClientId, session.Connection.Peer, session.Connection.ServerVersion);
        Welcome(session, now);
    }

    private void Welcome(ClientSession session, DateTimeOffset now)
    {
        var clientId = session.ClientId!.Value; // Greet has set it.
        session.Send(new ManagedAccts(string.Join(',', broker.Books.Accounts.Select(a => a.Name))));
        session.Send(new NextValidId(faults.NextOrderId(clientId, broker.Books.LastOrderId(clientId) + 1)));
        foreach (var code in farmsAreUp) session.Fail(-1, code, SystemNotices.TextOf(code));
        foreach (var order in broker.Books.OpenOrders.Where(o => o.Key.ClientId == clientId))
            TellOrder(session, new Report.OrderShown(order));
    }

    // The end of the old connection may still be on its way through the machine when the client is back.
    private async Task RetryAsync(GatewayInput.Asked asked)
    {
        await Task.Delay(greetRetryDelay, setup.Clock);
        post(asked);
    }

    private void Refuse(ClientSession session, int clientId)
    {
        Log.ClientIdInUse(logger, clientId, session.Connection.Peer);
        session.Connection.Send(new ErrMsg(
            -1, 326, "Unable to connect as the client id is already in use. Retry with a unique client id."));
        _ = session.Connection.CloseAsync("client id in use");
    }

    private static bool IsGone(ClientSession session) =>
        session.Connection.IsEnding || session.Connection.Requests.Completion.IsCompleted;

    private static OrderKey? OwnerOf(Report report) => report switch
    {
        Report.OrderShown r => r.Order.Key,
        Report.StatusShown r => r.Order.Key,
        Report.Traded r => r.Execution.Key,
        Report.CommissionCharged r => r.Execution.Key,
        Report.Noticed r => r.Key,
        Report.WhatIfAnswered r => r.Order.Key,
        _ => null,
    };

    private bool Concerns(ClientSession session, OrderKey owner, Report report) =>
        session.ClientId == owner.ClientId
        || (IsMaster(session.ClientId) && report is not (Report.Noticed or Report.WhatIfAnswered));

    private void TellOrder(ClientSession session, Report report)
    {
        switch (report)
        {
            case Report.OrderShown shown:
                session.Send(messages.OpenOrder(shown.Order));
                session.Send(OrderMessages.Status(shown.Order));
                break;
            case Report.StatusShown shown:
                session.Send(OrderMessages.Status(shown.Order));
                break;
            case Report.Traded traded:
                session.Send(messages.ExecDetails(traded.Execution));
                break;
            case Report.CommissionCharged charged:
                session.Send(OrderMessages.Commission(charged.Execution));
                break;
            case Report.Noticed noticed:
                session.Fail(noticed.Key.OrderId, noticed.Notice.Code, noticed.Notice.Text);
                break;
            case Report.WhatIfAnswered answered:
                session.Send(messages.WhatIf(answered.Order, answered.Figures));
                break;
        }
    }
}
