using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

/// <summary>When stops and touches fire, where trailing stops stand, and where pegged orders want to be.</summary>
internal static class Triggers
{
    public static bool IsHit(PaperOrder order, Instrument instrument, Quote quote)
    {
        if (order.StopPx is not { } stop || Reference(order.Terms.Side, instrument, quote) is not { } price)
            return false;
        var risesToIt = order.Terms.OrdType is OrdType.MarketIfTouched or OrdType.LimitIfTouched
            ? order.Terms.Side is Side.Sell
            : order.Terms.Side is Side.Buy;
        return risesToIt ? price >= stop : price <= stop;
    }

    /// <summary>The stop of now: fixed for most types, following the market for trailing ones.</summary>
    public static decimal? StopPx(PaperOrder order, Instrument instrument, Quote quote)
    {
        var terms = order.Terms;
        if (!terms.IsTrailing) return terms.AuxPrice;
        if (Reference(terms.Side, instrument, quote) is not { } price) return order.StopPx ?? terms.TrailStopPrice;
        var distance = terms.TrailingPercent is { } percent ? price * percent / 100 : terms.AuxPrice ?? 0;
        var candidate = instrument.RoundToTick(price + terms.Side.Sign() * distance);
        if ((order.StopPx ?? terms.TrailStopPrice) is not { } current) return candidate;
        return terms.Side is Side.Buy ? Math.Min(current, candidate) : Math.Max(current, candidate);
    }

    /// <summary>The limit an order may trade at now; null means at any price.</summary>
    public static decimal? Limit(PaperOrder order, Instrument instrument, Quote others) => order.Terms switch
    {
        { OrdType: OrdType.TrailLimit, LmtPriceOffset: { } offset } => order.StopPx + order.Terms.Side.Sign() * offset,
        { IsPegged: true } => Pegged(order.Terms, instrument, others),
        { OrdType: OrdType.MarketToLimit } => order.FilledQty > 0 ? order.LastPx : null,
        { OrdType: OrdType.Market or OrdType.Stop or OrdType.Trail } => null,
        { OrdType: OrdType.MarketIfTouched or OrdType.MarketOnClose } => null,
        var terms => terms.LmtPrice,
    };

    private static decimal? Pegged(OrderTerms terms, Instrument instrument, Quote others)
    {
        var sign = terms.Side.Sign();
        var sameSide = terms.Side is Side.Buy ? others.Bid : others.Ask;
        var farSide = terms.Side is Side.Buy ? others.Ask : others.Bid;
        var raw = terms.OrdType switch
        {
            OrdType.Relative when terms.PercentOffset is { } part => sameSide * (1 + sign * part),
            OrdType.Relative => sameSide + sign * (terms.AuxPrice ?? 0),
            OrdType.PegMarket => farSide - sign * (terms.AuxPrice ?? 0),
            OrdType.PegMid => others.Mid - sign * (terms.AuxPrice ?? 0),
            _ => others.Mid,
        };
        if (raw is not { } wanted) return terms.LmtPrice;
        // A pegged price is rounded away from the other side, so that rounding never crosses the spread.
        var ticks = terms.Side is Side.Buy
            ? Math.Floor(wanted / instrument.TickSize)
            : Math.Ceiling(wanted / instrument.TickSize);
        var price = ticks * instrument.TickSize;
        if (terms.LmtPrice is not { } cap || cap == 0) return price;
        return terms.Side is Side.Buy ? Math.Min(price, cap) : Math.Max(price, cap);
    }

    // Currencies have no last trade worth the name: their stops look at the quote (IB).
    private static decimal? Reference(Side side, Instrument instrument, Quote quote) =>
        instrument.SecType is SecType.Cash ? (side is Side.Buy ? quote.Ask : quote.Bid) : quote.Last ?? quote.Mid;
}
