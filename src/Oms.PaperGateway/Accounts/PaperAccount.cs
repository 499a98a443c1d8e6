using System.Collections.Immutable;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Accounts;

/// <summary>One account: money by currency, and holdings.</summary>
internal sealed record PaperAccount(string Name)
{
    public ImmutableSortedDictionary<string, decimal> Cash { get; init; } =
        ImmutableSortedDictionary<string, decimal>.Empty;
    public ImmutableSortedDictionary<int, Position> Positions { get; init; } =
        ImmutableSortedDictionary<int, Position>.Empty;

    /// <summary>What the account was worth when the trading day began; daily P&amp;L counts from here.</summary>
    public decimal? EquityAtDayStart { get; init; }

    public Position PositionIn(int conId) => Positions.GetValueOrDefault(conId) ?? new Position(conId);

    /// <summary>Books a fill and answers what it realised.</summary>
    public (PaperAccount Next, decimal? Realized) Book(Execution fill, Instrument instrument)
    {
        var signedQty = fill.Side.Sign() * fill.Quantity;
        var value = signedQty * fill.Price * instrument.Multiplier;
        var (position, realized) =
            PositionIn(instrument.ConId).Book(signedQty, fill.Price * instrument.Multiplier, fill.Commission);

        var next = this with { Positions = Positions.SetItem(instrument.ConId, position) };
        next = next.Pay(instrument.Currency, -value).Pay(fill.CommissionCurrency, -fill.Commission);
        if (instrument.SecType is SecType.Cash) next = next.Pay(instrument.Symbol, signedQty);
        return (next, realized);
    }

    /// <summary>
    /// Takes a fill back as if it had been the other side without a fee; a correction books the new one after it.
    /// </summary>
    public PaperAccount Reverse(Execution fill, Instrument instrument) =>
        Book(fill with { Side = fill.Side.Opposite(), Commission = -fill.Commission }, instrument).Next;

    /// <summary>Realised results count by the day, and holdings that were closed are no longer listed (IB).</summary>
    public PaperAccount StartDay(decimal equity, Func<Position, decimal> worthOf) => this with
    {
        EquityAtDayStart = equity,
        Positions = Positions.Values.Where(p => p.Quantity != 0)
            .ToImmutableSortedDictionary(p => p.ConId, p => p with { RealizedPnl = 0, DayCost = worthOf(p) }),
    };

    public PaperAccount Pay(string currency, decimal amount) =>
        this with { Cash = Cash.SetItem(currency, Cash.GetValueOrDefault(currency) + amount) };
}
