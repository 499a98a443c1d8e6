using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Books;

/// <summary>The broker's own books at one moment: the witness against which others compare theirs.</summary>
public sealed record PaperBooks(
    DateTimeOffset At,
    IReadOnlyList<PaperBooks.OrderLine> Orders,
    IReadOnlyList<PaperBooks.ExecutionLine> Executions,
    IReadOnlyList<PaperBooks.PositionLine> Positions,
    IReadOnlyList<PaperBooks.CashLine> Cash)
{
    /// <summary>An open order, or one that ended today.</summary>
    public sealed record OrderLine(
        int ClientId, int OrderId, int PermId, string OrderRef, string Account, string Symbol, string Side,
        decimal OrderQty, decimal CumQty, decimal AvgPx, string Status);

    /// <summary>A fill of today in its latest revision.</summary>
    public sealed record ExecutionLine(
        string ExecId, int ClientId, int OrderId, int PermId, string OrderRef, string Account, string Symbol,
        string Side, decimal LastQty, decimal LastPx, decimal Commission, DateTimeOffset At);

    /// <summary>A holding; its average cost is IB's.</summary>
    public sealed record PositionLine(
        string Account, int ConId, string Symbol, decimal Quantity, decimal AvgCost, decimal RealizedPnl);

    /// <summary>The settlement ledger of one currency.</summary>
    public sealed record CashLine(string Account, string Currency, decimal Amount);

    internal static PaperBooks Of(PaperBroker broker, DateTimeOffset now) => new(
        now,
        [.. broker.Books.Orders.Select(o => LineOf(broker, o))],
        [.. broker.Books.Executions.Select(e => LineOf(broker, e))],
        [
            .. broker.Books.Accounts.SelectMany(a => a.Positions.Values, (a, p) => new PositionLine(
                a.Name, p.ConId, SymbolOf(broker, p.ConId), p.Quantity, p.AverageCost, p.RealizedPnl)),
        ],
        [.. broker.Books.Accounts.SelectMany(a => a.Cash, (a, c) => new CashLine(a.Name, c.Key, c.Value))]);

    private static OrderLine LineOf(PaperBroker broker, PaperOrder order) => new(
        order.Key.ClientId, order.Key.OrderId, order.PermId, order.Terms.OrderRef, order.Terms.Account,
        SymbolOf(broker, order.Terms.ConId), WordOf(order.Terms.Side), order.Terms.Quantity, order.FilledQty,
        order.AvgPx, order.Status.ToString());

    private static ExecutionLine LineOf(PaperBroker broker, Execution fill) => new(
        fill.ExecId, fill.Key.ClientId, fill.Key.OrderId, fill.PermId, fill.OrderRef, fill.Account,
        SymbolOf(broker, fill.ConId), WordOf(fill.Side), fill.Quantity, fill.Price, fill.Commission, fill.At);

    private static string SymbolOf(PaperBroker broker, int conId) => broker.Markets.Of(conId).Instrument.LocalSymbol;

    private static string WordOf(Side side) => side is Side.Buy ? "BUY" : "SELL";
}
