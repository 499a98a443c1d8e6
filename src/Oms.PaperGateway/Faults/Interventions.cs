using Oms.PaperGateway.Books;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;
using Oms.PaperGateway.Sessions;

namespace Oms.PaperGateway.Faults;

/// <summary>Does what is asked from behind; belongs to the loop that owns the books.</summary>
internal sealed class Interventions(PaperBroker broker, SessionDesk sessions, FaultPlan faults)
{
    private const int FirstRevision = 1;

    /// <exception cref="ArgumentException">It names something that is not there.</exception>
    public void Do(Intervention intervention, DateTimeOffset now)
    {
        switch (intervention)
        {
            case Intervention.Plan plan:
                faults.Plan(plan.Fault);
                break;
            case Intervention.Clear clear:
                faults.Clear(clear.Kind);
                break;
            case Intervention.Notify notify:
                sessions.Notify(notify.Code, notify.Text ?? SystemNotices.TextOf(notify.Code));
                break;
            case Intervention.Disconnect disconnect:
                Disconnect(disconnect.ClientId);
                break;
            case Intervention.Correct correct:
                Correct(Find(correct.ExecId), correct.Quantity, correct.Price);
                break;
            case Intervention.FillElsewhere fill:
                FillElsewhere(fill, now);
                break;
            case Intervention.MoveMarket move:
                MarketOf(move.Symbol).MoveTo(move.Price, now, match => broker.Desk.Flow.OnMakerFill(match, now));
                broker.Desk.Flow.Review(now);
                break;
        }
    }

    /// <summary>Corrects the fills among what was just told for which a correction is planned.</summary>
    public void CorrectAsPlanned(IReadOnlyList<Report> told)
    {
        if (faults.Planned.Count == 0) return;
        foreach (var traded in told.OfType<Report.Traded>().Where(t => t.Execution.Revision == FirstRevision))
        {
            if (broker.Markets.Of(traded.Execution.ConId).Instrument.IsCombo) continue;
            if (faults.Corrects(traded.Execution.Key.ClientId) is { } fault)
                Correct(traded.Execution, fault.Quantity, fault.Price);
        }
    }

    private void Disconnect(int? clientId)
    {
        foreach (var session in sessions.All.Where(s => clientId is null || s.ClientId == clientId))
            session.Connection.Abort("fault: disconnected");
    }

    private void Correct(Execution execution, decimal? quantity, decimal? price)
    {
        if (broker.Markets.Of(execution.ConId).Instrument.IsCombo)
            throw new ArgumentException("a combo is corrected by its legs");
        broker.Desk.Flow.Fills.Correct(execution, quantity ?? execution.Quantity, price ?? execution.Price);
    }

    private void FillElsewhere(Intervention.FillElsewhere fill, DateTimeOffset now)
    {
        var market = MarketOf(fill.Symbol);
        var account = fill.Account ?? broker.Books.Accounts.First().Name;
        if (broker.Books.FindAccount(account) is null) throw new ArgumentException($"no account {account}");
        broker.Desk.Flow.Fills.BookElsewhere(
            new OrderTerms
            {
                ConId = market.Instrument.ConId,
                Account = account,
                Side = fill.Quantity < 0 ? Side.Sell : Side.Buy,
                Quantity = Math.Abs(fill.Quantity),
                OrdType = OrdType.Market,
            },
            fill.Price ?? market.Instrument.RoundToTick(market.Quote.Mark),
            now);
    }

    private Execution Find(string? execId)
    {
        var latest = broker.Books.Executions.OrderBy(e => e.At).ThenBy(e => e.ExecIdStem, StringComparer.Ordinal);
        var found = execId is null
            ? latest.LastOrDefault()
            : broker.Books.FindExecution(execId[..Math.Max(0, execId.LastIndexOf('.'))]);
        return found ?? throw new ArgumentException($"no execution {execId}");
    }

    private InstrumentMarket MarketOf(string symbol)
    {
        var found = broker.Catalog.All.FirstOrDefault(i => i.LocalSymbol == symbol || i.Symbol == symbol)
            ?? throw new ArgumentException($"no instrument {symbol}");
        return broker.Markets.Of(found.ConId);
    }
}
