using Oms.PaperGateway.Books;
using Oms.Tws.Replies;

namespace Oms.PaperGateway.Sessions;

/// <summary>Told when a position changes, not by the clock.</summary>
internal sealed record PositionsMulti(int ReqId, string Account) : ISubscription
{
    public bool IsMarketData => false;

    public void Publish(ClientSession session, DateTimeOffset now) { }
}

/// <summary>Account values under a request id; told again every few minutes.</summary>
internal sealed record AccountValues(int ReqId, string Account, bool IsLedger) : ISubscription
{
    public bool IsMarketData => false;

    public void Publish(ClientSession session, DateTimeOffset now) { }
}

/// <summary>An account summary; told again every few minutes.</summary>
internal sealed record AccountSummaries(int ReqId, IReadOnlyList<string> Tags) : ISubscription
{
    private const string LedgerTag = "$LEDGER";

    public bool IsMarketData => false;

    public void Publish(ClientSession session, DateTimeOffset now) { }

    /// <summary>$LEDGER is the base currency, $LEDGER:CUR one currency, $LEDGER:ALL all of them.</summary>
    public bool WantsLedger(string currency) =>
        Tags.Contains($"{LedgerTag}:ALL")
        || Tags.Contains($"{LedgerTag}:{currency}")
        || (currency == "BASE" && Tags.Contains(LedgerTag));
}

/// <summary>Profit and loss of an account or of one holding, about once a second.</summary>
internal sealed class PnlFeed(
    PaperBroker broker, AccountFigures figures, int reqId, string accountName, int? conId) : ISubscription
{
    private static readonly TimeSpan interval = TimeSpan.FromSeconds(1);
    private DateTimeOffset? toldAt;

    public bool IsMarketData => false;

    public void Publish(ClientSession session, DateTimeOffset now)
    {
        if (now - toldAt < interval || broker.Books.FindAccount(accountName) is not { } account) return;
        toldAt = now;
        var value = figures.Value(account);
        if (conId is not { } single)
        {
            var daily = value.NetLiquidation - (account.EquityAtDayStart ?? value.NetLiquidation);
            session.Send(new Pnl(reqId, daily, value.UnrealizedPnl, value.RealizedPnl));
            return;
        }
        // A holding that was closed is told, with nothing left of it, until the day ends.
        if (!account.Positions.TryGetValue(single, out var position)) return;
        var worth = position.Quantity * broker.Markets.Of(single).UnitValue;
        session.Send(new PnlSingle(
            reqId,
            position.Quantity,
            position.DailyPnl(worth),
            worth - position.Quantity * position.AverageCost,
            position.RealizedPnl,
            worth));
    }
}
