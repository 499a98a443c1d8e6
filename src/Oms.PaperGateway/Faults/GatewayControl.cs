using Oms.PaperGateway.Books;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Sessions;

namespace Oms.PaperGateway.Faults;

/// <summary>
/// What a test or an operator may do to a running gateway behind the backs of its clients. Every call returns when its
/// effects are in the books and on their way to the clients.
/// </summary>
public sealed class GatewayControl
{
    private readonly GatewayLoop loop;

    internal GatewayControl(GatewayLoop loop) => this.loop = loop;

    public Task PlanAsync(Fault fault, CancellationToken ct) => loop.CallAsync(_ => loop.Faults.Plan(fault), ct);

    public Task ClearFaultsAsync(CancellationToken ct) => loop.CallAsync(_ => loop.Faults.Clear(), ct);

    /// <summary>Moves a virtual clock on; returns when everything that happens meanwhile has been told.</summary>
    public Task AdvanceAsync(TimeSpan by, CancellationToken ct) => loop.AdvanceAsync(by, ct);

    /// <summary>Lets the market of an instrument jump to a price; resting orders on the way are filled.</summary>
    public Task MoveMarketAsync(string symbol, decimal price, CancellationToken ct) => loop.CallAsync(
        now =>
        {
            MarketOf(symbol).MoveTo(price, now, match => loop.Broker.Desk.Flow.OnMakerFill(match, now));
            loop.Broker.Desk.Flow.Review(now);
        },
        ct);

    /// <summary>
    /// The exchange revises a fill: the execution is repeated under the next revision with other figures.
    /// </summary>
    public Task CorrectExecutionAsync(string execId, decimal quantity, decimal price, CancellationToken ct) =>
        loop.CallAsync(
        _ =>
        {
            var stem = execId[..Math.Max(0, execId.LastIndexOf('.'))];
            var execution = loop.Broker.Books.FindExecution(stem)
                ?? throw new ArgumentException($"no execution {execId}", nameof(execId));
            loop.Broker.Desk.Flow.Fills.Correct(execution, quantity, price);
        },
        ct);

    /// <summary>A trade in an account that none of the connected clients ordered; a negative quantity sells.</summary>
    public Task FillElsewhereAsync(
        string account, string symbol, decimal quantity, decimal price, CancellationToken ct) =>
        loop.CallAsync(
            now => loop.Broker.Desk.Flow.Fills.BookOutside(
                account,
                MarketOf(symbol).Instrument,
                quantity < 0 ? Side.Sell : Side.Buy,
                Math.Abs(quantity),
                price,
                now),
            ct);

    /// <summary>A system notice to every client, such as 1100 or 2110.</summary>
    public Task NotifyAsync(int code, string text, CancellationToken ct) =>
        loop.CallAsync(_ => loop.Sessions.Notify(code, text), ct);

    /// <summary>Cuts the connection of one client, or of all.</summary>
    public Task DisconnectAsync(int? clientId, CancellationToken ct) => loop.CallAsync(
        _ =>
        {
            foreach (var session in loop.Sessions.All.Where(s => clientId is null || s.ClientId == clientId))
                session.Connection.Abort("fault: disconnected");
        },
        ct);

    public async Task<PaperBooks> ReadBooksAsync(CancellationToken ct)
    {
        PaperBooks? books = null;
        await loop.CallAsync(now => books = PaperBooks.Of(loop.Broker, now), ct);
        return books!; // CallAsync returns when the action has run, or throws.
    }

    private InstrumentMarket MarketOf(string symbol)
    {
        var found = loop.Broker.Catalog.All.FirstOrDefault(i => i.LocalSymbol == symbol || i.Symbol == symbol)
            ?? throw new ArgumentException($"no instrument {symbol}", nameof(symbol));
        return loop.Broker.Markets.Of(found.ConId);
    }
}
