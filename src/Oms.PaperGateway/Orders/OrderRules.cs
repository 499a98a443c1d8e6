using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Orders;

/// <summary>What the gateway checks before an order exists, with the codes of IB.</summary>
internal static class OrderRules
{
    /// <summary>The first objection, as IB tells only one; null when there is none.</summary>
    public static Notice? Check(OrderTerms terms, Instrument instrument, DateTimeOffset now)
    {
        if (terms.WhatIf && !terms.Transmit)
            return new(413, "What-if order should have the transmit flag set to TRUE.");
        if (instrument.IsCombo && terms.OrdType is not (OrdType.Market or OrdType.Limit))
            return new(387, "Unsupported order type for this exchange and security type.");
        return CheckSize(terms, instrument) ?? CheckPrices(terms, instrument) ?? CheckTif(terms, now);
    }

    /// <summary>A modification may change prices, size and time in force, but not what the order is.</summary>
    public static Notice? CheckModify(PaperOrder order, OrderTerms next)
    {
        var terms = order.Terms;
        if (next.ConId != terms.ConId || next.Side != terms.Side || next.Account != terms.Account
            || next.ParentId != terms.ParentId || next.OcaGroup != terms.OcaGroup)
            return new(105, "Order being modified does not match original order.");
        if (next.OrdType != terms.OrdType) return new(329, "Order modify failed. Cannot change to the new order type.");
        if (next.Quantity <= order.FilledQty)
            return new(105, "Order being modified does not match original order. Size is below the filled quantity.");
        return null;
    }

    private static Notice? CheckSize(OrderTerms terms, Instrument instrument)
    {
        if (terms.Quantity <= 0) return new(434, "The order size cannot be zero.");
        if (terms.Quantity % instrument.SizeIncrement != 0)
            return new(10243, "Fractional-sized order cannot be placed via API. Please use desktop version instead.");
        return terms.Quantity < instrument.MinSize
            ? new(
                388, $"Order size {terms.Quantity} is smaller than the minimum required size of {instrument.MinSize}.")
            : null;
    }

    private static Notice? CheckPrices(OrderTerms terms, Instrument instrument)
    {
        var needsLimit =
            terms.OrdType is OrdType.Limit or OrdType.StopLimit or OrdType.LimitIfTouched or OrdType.LimitOnClose;
        if (needsLimit && (terms.LmtPrice is null || (terms.LmtPrice == 0 && !instrument.IsCombo))) return Invalid("Limit price is missing");
        var needsStop =
            terms.OrdType is OrdType.Stop or OrdType.StopLimit or OrdType.MarketIfTouched or OrdType.LimitIfTouched;
        if (needsStop && terms.AuxPrice is null or 0) return Invalid("Stop price is missing");
        if (terms.IsTrailing && (terms.AuxPrice ?? 0) <= 0 && (terms.TrailingPercent ?? 0) <= 0)
            return Invalid("Trailing amount is missing");

        decimal?[] prices =
        [
            needsLimit || terms.IsPegged ? terms.LmtPrice : null,
            needsStop ? terms.AuxPrice : null,
            terms.TrailStopPrice,
        ];
        return prices.OfType<decimal>().All(p => (p > 0 || instrument.IsCombo) && instrument.IsOnTick(p))
            ? null
            : new(110, "The price does not conform to the minimum price variation for this contract.");
    }

    private static Notice? CheckTif(OrderTerms terms, DateTimeOffset now)
    {
        var isPlain = terms.OrdType is OrdType.Market or OrdType.Limit;
        if (terms.Tif is TimeInForce.Fok or TimeInForce.Opg && !isPlain
            || terms.Tif is TimeInForce.Ioc && (terms.IsStop || terms.IsOnClose)
            || terms.IsOnClose && terms.Tif is not TimeInForce.Day)
            return new(
                111, $"The TIF ({terms.Tif.ToString().ToUpperInvariant()}) and the order type are incompatible.");
        return terms.Tif is TimeInForce.Gtd && terms.Duration is null && !(terms.GoodTillDate > now)
            ? new(334, "Invalid Good Till Date order.")
            : null;
    }

    private static Notice Invalid(string cause) => new(321, $"Error validating request.-'bL' : cause - {cause}");
}
