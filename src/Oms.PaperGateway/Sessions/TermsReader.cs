using System.Diagnostics;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Orders;
using Oms.Tws;
using Oms.Tws.Requests;
using OrderCondition = Oms.PaperGateway.Orders.OrderCondition;

namespace Oms.PaperGateway.Sessions;

/// <summary>Understands a placeOrder; what cannot be understood is answered with a code.</summary>
internal sealed class TermsReader(PaperBroker broker)
{
    private const int JournalVersion = ServerVersions.Max;

    public OrderTerms? Read(PlaceOrder request, out Notice? refusal)
    {
        var order = request.Order;
        var parts = Contracts.PartsOf(request.Contract, broker.Catalog);
        var instruments = Resolve(request.Contract, parts);
        var type = Words.OrdTypeOf(order.OrderType);
        var side = Words.SideOf(order.Action);
        var tif = Words.TifOf(order.Tif);
        refusal = (instruments.Count, type, side, tif) switch
        {
            (0, _, _, _) => new(200, "No security definition has been found for the request"),
            ( > 1, _, _, _) => new(200, "The contract description specified is ambiguous."),
            (_, null, _, _) => new(387, "Unsupported order type for this exchange and security type."),
            (_, _, null, _) => Invalid("Invalid side"),
            (_, _, _, null) => Invalid("Invalid time in force"),
            _ => CheckWhatIsNotSimulated(order) ?? CheckTimes(order),
        };
        var conditions = order.Conditions.Select(ConditionOf).ToList();
        if (conditions.Contains(null)) refusal ??= Invalid("Invalid condition");
        if (refusal is not null || type is null || side is null || tif is null) return null;
        return Terms(request, instruments[0]) with
        {
            OrdType = type.Value,
            Side = side.Value,
            Tif = tif.Value,
            Parts = parts ?? [],
            LmtPrice = parts is null ? NonZero(order.LmtPrice) : order.LmtPrice, // A combo may cost nothing.
            Conditions = [.. conditions.OfType<OrderCondition>()],
        };
    }

    /// <summary>The order as it came, to echo what the market ignores.</summary>
    public static PlaceOrder? Wire(OrderTerms terms) =>
        terms.Wire is { } payload ? (PlaceOrder)TwsRequests.Read(payload, JournalVersion) : null;

    private OrderTerms Terms(PlaceOrder request, Instrument instrument)
    {
        var order = request.Order;
        return new()
        {
            ConId = instrument.ConId,
            Side = default,
            OrdType = default,
            Quantity = order.TotalQuantity is { } quantity and > 0 ? quantity : CashQuantity(order, instrument),
            Account = order.Account.Length > 0 ? order.Account : broker.Books.Accounts.First().Name,
            Exchange = request.Contract.Exchange.Length > 0 ? request.Contract.Exchange : instrument.RoutingExchange,
            AuxPrice = NonZero(order.AuxPrice),
            TrailStopPrice = NonZero(order.TrailStopPrice),
            TrailingPercent = NonZero(order.TrailingPercent),
            LmtPriceOffset = order.LmtPriceOffset,
            PercentOffset = NonZero(order.PercentOffset),
            OutsideRth = order.OutsideRth,
            OrderRef = order.OrderRef,
            ParentId = order.ParentId,
            Transmit = order.Transmit,
            OcaGroup = order.OcaGroup,
            OcaType = order.OcaType,
            WhatIf = order.WhatIf,
            AllOrNone = order.AllOrNone,
            GoodAfterTime = Words.ReadTime(order.GoodAfterTime),
            GoodTillDate = Words.ReadTime(order.GoodTillDate),
            Duration = order.Duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ConditionsIgnoreRth = order.ConditionsIgnoreRth,
            ConditionsCancelOrder = order.ConditionsCancelOrder,
            Wire = TwsFrames.Encode(request, JournalVersion)[4..],
        };
    }

    private IReadOnlyList<Instrument> Resolve(Contract contract, IReadOnlyList<ComboPart>? parts)
    {
        if (!Contracts.IsCombo(contract)) return broker.Catalog.Resolve(Contracts.Query(contract));
        return parts is null ? [] : [broker.ComboOf(parts)];
    }

    /// <summary>Null for one that watches what is not here, or a time that cannot be read.</summary>
    private OrderCondition? ConditionOf(Tws.OrderCondition condition) => condition switch
    {
        Tws.OrderCondition.Price c => Watching(c.ConId, new(ConditionKind.Price)
        {
            IsAnd = c.IsAnd,
            IsMore = c.IsMore,
            Value = c.Value,
            TriggerMethod = c.TriggerMethod,
        }),
        Tws.OrderCondition.Time c => Words.ReadTime(c.Value) is not { } at ? null : new(ConditionKind.Time)
        {
            IsAnd = c.IsAnd,
            IsMore = c.IsMore,
            At = at,
        },
        Tws.OrderCondition.Margin c =>
            new(ConditionKind.Margin) { IsAnd = c.IsAnd, IsMore = c.IsMore, Value = c.Percent },
        Tws.OrderCondition.Execution c => ExecutionOf(c),
        Tws.OrderCondition.Volume c => Watching(
            c.ConId, new(ConditionKind.Volume) { IsAnd = c.IsAnd, IsMore = c.IsMore, Value = c.Value }),
        Tws.OrderCondition.PercentChange c => Watching(
            c.ConId, new(ConditionKind.PercentChange) { IsAnd = c.IsAnd, IsMore = c.IsMore, Value = c.Value }),
        _ => throw new UnreachableException(),
    };

    private OrderCondition? ExecutionOf(Tws.OrderCondition.Execution condition)
    {
        var found = broker.Catalog.Resolve(
            new ContractQuery { Symbol = condition.Symbol, SecType = condition.SecType, Exchange = condition.Exchange });
        return found is [var instrument, ..]
            ? new(ConditionKind.Execution) { IsAnd = condition.IsAnd, ConId = instrument.ConId }
            : null;
    }

    private OrderCondition? Watching(int conId, OrderCondition condition) =>
        broker.Catalog.Find(conId) is null ? null : condition with { ConId = conId };

    // An order by amount buys as many units as the amount pays for now.
    private decimal CashQuantity(TwsOrder order, Instrument instrument) =>
        order.CashQty is { } cash and > 0
            ? Math.Floor(cash / broker.Markets.Mark(instrument.ConId))
            : 0;

    private static Notice? CheckWhatIsNotSimulated(TwsOrder order) => order switch
    {
        { Scale.PriceIncrement: > 0 } => new(201, "Order rejected - reason:Scale orders are not simulated."),
        { HedgeType.Length: > 0 } => new(201, "Order rejected - reason:Hedge orders are not simulated."),
        _ => null,
    };

    private static Notice? CheckTimes(TwsOrder order)
    {
        if (order.GoodAfterTime.Length > 0 && Words.ReadTime(order.GoodAfterTime) is null)
            return new(337, "Invalid good after time.");
        return order.GoodTillDate.Length > 0 && Words.ReadTime(order.GoodTillDate) is null
            ? new(334, "Invalid Good Till Date order.")
            : null;
    }

    private static decimal? NonZero(decimal? price) => price == 0 ? null : price;

    private static Notice Invalid(string cause) => new(321, $"Error validating request.-'bE' : cause - {cause}");
}
