using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Orders;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>Answers what clients ask of accounts, and tells them when a holding changes.</summary>
internal sealed class AccountRequests(PaperBroker broker)
{
    private const int SummariesMax = 2;
    private static readonly TimeSpan regularly = TimeSpan.FromMinutes(3);

    private readonly AccountFigures figures = new(broker);
    private DateTimeOffset? toldAt;

    public void SendManaged(ClientSession session) =>
        session.Send(new ManagedAccts(string.Join(',', broker.Books.Accounts.Select(a => a.Name))));

    public void StartPositions(ClientSession session)
    {
        session.WantsPositions = true;
        foreach (var account in broker.Books.Accounts)
        {
            foreach (var position in Held(account)) session.Send(PositionOf(account, position));
        }
        session.Send(new PositionEnd());
    }

    public void StartPositionsMulti(ClientSession session, ReqPositionsMulti request)
    {
        if (Find(session, request.ReqId, request.Account) is not { } account) return;
        var subscription = new PositionsMulti(request.ReqId, account.Name);
        session.Subscriptions[request.ReqId] = subscription;
        foreach (var position in Held(account)) session.Send(PositionMultiOf(subscription, position));
        session.Send(new PositionMultiEnd(request.ReqId));
    }

    public void Updates(ClientSession session, ReqAccountUpdates request, DateTimeOffset now)
    {
        if (!request.Subscribe)
        {
            session.AccountUpdates = null;
            return;
        }
        if (Find(session, -1, request.AcctCode) is not { } account) return;
        if (session.AccountUpdates is { } before && before.Account != account.Name)
            session.Fail(-1, 2100, $"API client has been unsubscribed from account data for {before.Account}.");
        session.AccountUpdates = new AccountUpdatesFeed(broker, figures, account.Name);
        session.AccountUpdates.Publish(session, now);
        session.Send(new AcctDownloadEnd(account.Name));
    }

    public void StartUpdatesMulti(ClientSession session, ReqAccountUpdatesMulti request)
    {
        if (Find(session, request.ReqId, request.Account) is not { } account) return;
        var subscription = new AccountValues(request.ReqId, account.Name, request.LedgerAndNlv);
        session.Subscriptions[request.ReqId] = subscription;
        SendValues(session, subscription);
        session.Send(new AccountUpdateMultiEnd(request.ReqId));
    }

    public void StartSummary(ClientSession session, ReqAccountSummary request)
    {
        var others = session.Subscriptions.Values.OfType<AccountSummaries>().Count(s => s.ReqId != request.ReqId);
        if (others >= SummariesMax)
        {
            session.Fail(request.ReqId, 322, "Error processing request.-'cS' : cause - Too many summary requests");
            return;
        }
        var subscription = new AccountSummaries(request.ReqId, request.Tags.Split(',', StringSplitOptions.TrimEntries));
        session.Subscriptions[request.ReqId] = subscription;
        SendSummary(session, subscription);
    }

    public void StartPnl(ClientSession session, ReqPnl request)
    {
        if (Find(session, request.ReqId, request.Account) is { } account)
            session.Subscriptions[request.ReqId] = new PnlFeed(
                broker, figures, request.ReqId, account.Name, conId: null);
    }

    public void StartPnlSingle(ClientSession session, ReqPnlSingle request)
    {
        if (Find(session, request.ReqId, request.Account) is { } account)
            session.Subscriptions[request.ReqId] = new PnlFeed(
                broker, figures, request.ReqId, account.Name, request.ConId);
    }

    public void TellPosition(IReadOnlyList<ClientSession> sessions, Report.PositionChanged changed)
    {
        if (broker.Books.FindAccount(changed.Account) is not { } account) return;
        var position = account.PositionIn(changed.ConId);
        foreach (var session in sessions)
        {
            if (session.WantsPositions) session.Send(PositionOf(account, position));
            var multis = session.Subscriptions.Values.OfType<PositionsMulti>();
            foreach (var multi in multis.Where(m => m.Account == account.Name))
                session.Send(PositionMultiOf(multi, position));
            if (session.AccountUpdates is { } updates && updates.Account == account.Name) updates.IsDue = true;
        }
    }

    public void TellRegularly(IReadOnlyList<ClientSession> sessions, DateTimeOffset now)
    {
        foreach (var session in sessions)
        {
            if (session.AccountUpdates is { IsDue: true } updates) updates.Publish(session, now);
        }
        toldAt ??= now;
        if (now - toldAt < regularly) return;
        toldAt = now;
        foreach (var session in sessions)
        {
            session.AccountUpdates?.Publish(session, now);
            foreach (var values in session.Subscriptions.Values.OfType<AccountValues>()) SendValues(session, values);
            foreach (var summary in session.Subscriptions.Values.OfType<AccountSummaries>())
                SendSummary(session, summary);
        }
    }

    private void SendValues(ClientSession session, AccountValues subscription)
    {
        if (broker.Books.FindAccount(subscription.Account) is not { } account) return;
        var wanted = subscription.IsLedger
            ? figures.Ledger(account).Concat(figures.Summary(account).Where(f => f.Key == "NetLiquidation"))
            : figures.All(account);
        foreach (var f in wanted)
            session.Send(new AccountUpdateMulti(subscription.ReqId, account.Name, "", f.Key, f.Value, f.Currency));
    }

    private void SendSummary(ClientSession session, AccountSummaries subscription)
    {
        foreach (var account in broker.Books.Accounts)
        {
            foreach (var f in figures.Summary(account).Where(f => subscription.Tags.Contains(f.Key)))
                session.Send(new AccountSummary(subscription.ReqId, account.Name, f.Key, f.Value, f.Currency));
            foreach (var f in figures.Ledger(account).Where(f => subscription.WantsLedger(f.Currency)))
                session.Send(new AccountSummary(subscription.ReqId, account.Name, f.Key, f.Value, f.Currency));
        }
        session.Send(new AccountSummaryEnd(subscription.ReqId));
    }

    private PaperAccount? Find(ClientSession session, int reqId, string name)
    {
        var account = name.Length == 0 ? broker.Books.Accounts.First() : broker.Books.FindAccount(name);
        if (account is null)
            session.Fail(reqId, 321, $"Error validating request.-'bk' : cause - Invalid account code '{name}'.");
        return account;
    }

    private static IEnumerable<Accounts.Position> Held(PaperAccount account) =>
        account.Positions.Values.Where(p => p.Quantity != 0);

    private Tws.Replies.Position PositionOf(PaperAccount account, Accounts.Position position) =>
        new(account.Name, ContractOf(position), position.Quantity, position.AverageCost);

    private PositionMulti PositionMultiOf(PositionsMulti subscription, Accounts.Position position) => new(
        subscription.ReqId, subscription.Account, ContractOf(position), position.Quantity, position.AverageCost, "");

    // A holding has no routing; it is named by its listing.
    private Tws.Contract ContractOf(Accounts.Position position)
    {
        var instrument = broker.Markets.Of(position.ConId).Instrument;
        return Contracts.Of(instrument, instrument.PrimaryExchange);
    }
}
