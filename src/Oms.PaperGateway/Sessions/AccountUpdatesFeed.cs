using System.Globalization;
using Oms.PaperGateway.Books;
using Oms.Tws.Replies;

namespace Oms.PaperGateway.Sessions;

/// <summary>Values and holdings of one account: all of them at first, then what has changed.</summary>
internal sealed class AccountUpdatesFeed(PaperBroker broker, AccountFigures figures, string account)
{
    private readonly Dictionary<(string Key, string Currency), string> sentValues = [];
    private readonly Dictionary<int, PortfolioValue> sentHoldings = [];

    public string Account => account;

    /// <summary>A holding has changed; the clients hear of it at the next step of the markets.</summary>
    public bool IsDue { get; set; }

    public void Publish(ClientSession session, DateTimeOffset now)
    {
        IsDue = false;
        if (broker.Books.FindAccount(account) is not { } current) return;
        foreach (var f in figures.All(current))
        {
            if (sentValues.GetValueOrDefault((f.Key, f.Currency)) == f.Value) continue;
            sentValues[(f.Key, f.Currency)] = f.Value;
            session.Send(new AcctValue(f.Key, f.Value, f.Currency, account));
        }
        foreach (var holding in current.Positions.Values.Select(HoldingOf))
        {
            if (sentHoldings.GetValueOrDefault(holding.Contract.ConId) == holding) continue;
            sentHoldings[holding.Contract.ConId] = holding;
            session.Send(holding);
        }
        session.Send(new AcctUpdateTime(now.ToString("HH:mm", CultureInfo.InvariantCulture)));
    }

    private PortfolioValue HoldingOf(Accounts.Position position)
    {
        var instrument = broker.Markets.Of(position.ConId).Instrument;
        var price = broker.Markets.Mark(position.ConId);
        var value = position.Quantity * price * instrument.Multiplier;
        return new(
            Contracts.Of(instrument) with { PrimaryExchange = instrument.PrimaryExchange },
            position.Quantity,
            price,
            value,
            position.AverageCost,
            value - position.Quantity * position.AverageCost,
            position.RealizedPnl,
            account);
    }
}
