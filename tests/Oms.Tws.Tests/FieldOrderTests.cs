using System.Globalization;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

/// <summary>Every attribute of an order stands in the field that the protocol gives it, by number.</summary>
public sealed class FieldOrderTests
{
    private const string PlaceOrderFields =
        "orderId conId symbol secType lastTradeDateOrContractMonth strike right multiplier exchange" +
        " primaryExchange currency localSymbol tradingClass secIdType secId action totalQuantity orderType" +
        " lmtPrice auxPrice tif ocaGroup account openClose origin orderRef transmit parentId blockOrder" +
        " sweepToFill displaySize triggerMethod outsideRth hidden sharesAllocation discretionaryAmt" +
        " goodAfterTime goodTillDate faGroup faMethod faPercentage modelCode shortSaleSlot designatedLocation" +
        " exemptCode ocaType rule80A settlingFirm allOrNone minQty percentOffset eTradeOnly firmQuoteOnly" +
        " nbboPriceCap auctionStrategy startingPrice stockRefPrice delta stockRangeLower stockRangeUpper" +
        " overridePercentageConstraints volatility volatilityType deltaNeutralOrderType deltaNeutralAuxPrice" +
        " continuousUpdate referencePriceType trailStopPrice trailingPercent scaleInitLevelSize" +
        " scaleSubsLevelSize scalePriceIncrement scaleTable activeStartTime activeStopTime hedgeType" +
        " optOutSmartRouting clearingAccount clearingIntent notHeld deltaNeutralPresent algoStrategy algoId" +
        " whatIf orderMiscOptions solicited randomizeSize randomizePrice conditionsCount adjustedOrderType" +
        " triggerPrice lmtPriceOffset adjustedStopPrice adjustedStopLimitPrice adjustedTrailingAmount" +
        " adjustableTrailingUnit extOperator softDollarTierName softDollarTierValue cashQty" +
        " mifid2DecisionMaker mifid2DecisionAlgo mifid2ExecutionTrader mifid2ExecutionAlgo" +
        " dontUseAutoPriceForHedge isOmsContainer discretionaryUpToLimitPrice usePriceMgmtAlgo duration" +
        " postToAts autoCancelParent advancedErrorOverride manualOrderTime";

    private const string OpenOrderFields =
        "orderId conId symbol secType lastTradeDateOrContractMonth strike right multiplier exchange currency" +
        " localSymbol tradingClass action totalQuantity orderType lmtPrice auxPrice tif ocaGroup account" +
        " openClose origin orderRef clientId permId outsideRth hidden discretionaryAmt goodAfterTime" +
        " sharesAllocation faGroup faMethod faPercentage modelCode goodTillDate rule80A percentOffset" +
        " settlingFirm shortSaleSlot designatedLocation exemptCode auctionStrategy startingPrice stockRefPrice" +
        " delta stockRangeLower stockRangeUpper displaySize blockOrder sweepToFill allOrNone minQty ocaType" +
        " eTradeOnly firmQuoteOnly nbboPriceCap parentId triggerMethod volatility volatilityType" +
        " deltaNeutralOrderType deltaNeutralAuxPrice deltaNeutralConId deltaNeutralSettlingFirm" +
        " deltaNeutralClearingAccount deltaNeutralClearingIntent deltaNeutralOpenClose deltaNeutralShortSale" +
        " deltaNeutralShortSaleSlot deltaNeutralDesignatedLocation continuousUpdate referencePriceType" +
        " trailStopPrice trailingPercent basisPoints basisPointsType comboLegsDescrip comboLegsCount" +
        " orderComboLegsCount smartComboRoutingParamsCount scaleInitLevelSize scaleSubsLevelSize" +
        " scalePriceIncrement hedgeType optOutSmartRouting clearingAccount clearingIntent notHeld" +
        " deltaNeutralPresent algoStrategy solicited whatIf status initMarginBefore maintMarginBefore" +
        " equityWithLoanBefore initMarginChange maintMarginChange equityWithLoanChange initMarginAfter" +
        " maintMarginAfter equityWithLoanAfter commission minCommission maxCommission commissionCurrency" +
        " warningText randomizeSize randomizePrice conditionsCount adjustedOrderType triggerPrice" +
        " trailStopPrice2 lmtPriceOffset adjustedStopPrice adjustedStopLimitPrice adjustedTrailingAmount" +
        " adjustableTrailingUnit softDollarTierName softDollarTierValue softDollarTierDisplayName cashQty" +
        " dontUseAutoPriceForHedge isOmsContainer discretionaryUpToLimitPrice usePriceMgmtAlgo duration" +
        " postToAts autoCancelParent minTradeQty minCompeteSize competeAgainstBestOffset midOffsetAtWhole" +
        " midOffsetAtHalf";

    private const string CompletedOrderFields =
        "conId symbol secType lastTradeDateOrContractMonth strike right multiplier exchange currency" +
        " localSymbol tradingClass action totalQuantity orderType lmtPrice auxPrice tif ocaGroup account" +
        " openClose origin orderRef permId outsideRth hidden discretionaryAmt goodAfterTime faGroup faMethod" +
        " faPercentage modelCode goodTillDate rule80A percentOffset settlingFirm shortSaleSlot" +
        " designatedLocation exemptCode startingPrice stockRefPrice delta stockRangeLower stockRangeUpper" +
        " displaySize sweepToFill allOrNone minQty ocaType triggerMethod volatility volatilityType" +
        " deltaNeutralOrderType deltaNeutralAuxPrice deltaNeutralConId deltaNeutralShortSale" +
        " deltaNeutralShortSaleSlot deltaNeutralDesignatedLocation continuousUpdate referencePriceType" +
        " trailStopPrice trailingPercent comboLegsDescrip comboLegsCount orderComboLegsCount" +
        " smartComboRoutingParamsCount scaleInitLevelSize scaleSubsLevelSize scalePriceIncrement hedgeType" +
        " clearingAccount clearingIntent notHeld deltaNeutralPresent algoStrategy solicited status" +
        " randomizeSize randomizePrice conditionsCount trailStopPrice2 lmtPriceOffset cashQty" +
        " dontUseAutoPriceForHedge isOmsContainer autoCancelDate filledQuantity refFuturesConId" +
        " autoCancelParent shareholder imbalanceOnly routeMarketableToBbo parentPermId completedTime" +
        " completedStatus minTradeQty minCompeteSize competeAgainstBestOffset midOffsetAtWhole midOffsetAtHalf";

    // Blocks that would move the fields behind them are left out, but for the one that openOrder always carries.
    private static readonly TwsOrder Order = Filler.Fill<TwsOrder>() with
    {
        Scale = null,
        HedgeType = "",
        AlgoStrategy = "",
        Conditions = [],
        ComboLegPrices = [],
        SmartComboRoutingParams = [],
    };

    private static readonly Contract Contract = Filler.Fill<Contract>() with { DeltaNeutral = null, ComboLegs = [] };
    private static readonly OrderState State = Filler.Fill<OrderState>();

    [Fact]
    public void PlaceOrder_has_114_fields_in_the_order_of_the_protocol() =>
        Check(new PlaceOrder(77, Contract, Order with { DeltaNeutral = null }), PlaceOrderFields, 114, 115);

    [Fact]
    public void OpenOrder_has_135_fields_in_the_order_of_the_protocol() =>
        Check(new OpenOrder(77, Contract, Order, State), OpenOrderFields, 135, 136);

    [Fact]
    public void CompletedOrder_has_100_fields_in_the_order_of_the_protocol()
    {
        var completed = Filler.Fill<CompletedOrder>() with { Contract = Contract, Order = Order, State = State };
        Check(completed, CompletedOrderFields, 100, 101);
    }

    [Theory]
    [MemberData(nameof(Flags))]
    public void Each_flag_of_an_order_has_a_field_of_its_own(string flag)
    {
        var order = new TwsOrder { Transmit = false };
        var property = typeof(TwsOrder).GetProperty(flag)!; // The theory lists the type's own properties.
        property.SetValue(order, true);
        var plain = Wire.Text(new PlaceOrder(1, new(), new() { Transmit = false })).Split('|')[1..];

        var changed = Wire.Text(new PlaceOrder(1, new(), order)).Split('|')[1..];

        var names = PlaceOrderFields.Split(' ');
        var index = Enumerable.Range(0, names.Length).Single(i => plain[i] != changed[i]);
        Assert.Equal(flag, names[index], ignoreCase: true);
    }

    public static TheoryData<string> Flags => [.. typeof(TwsOrder).GetProperties()
        .Where(p => p.PropertyType == typeof(bool) || p.PropertyType == typeof(bool?))
        .Select(p => p.Name)
        .Where(name => PlaceOrderFields.Split(' ').Contains(name, StringComparer.OrdinalIgnoreCase))];

    private static void Check(TwsRequest request, string names, int count, int countAt176) =>
        Check(request, Wire.Text(request), Wire.Text(request, 176), names, count, countAt176);

    private static void Check(TwsReply reply, string names, int count, int countAt176) =>
        Check(reply, Wire.Text(reply), Wire.Text(reply, 176), names, count, countAt176);

    private static void Check(object message, string text, string textAt176, string names, int count, int countAt176)
    {
        Assert.Equal(count, Wire.FieldCount(text));
        Assert.Equal(countAt176, Wire.FieldCount(textAt176));
        var fields = text.Split('|')[1..];
        object?[] holders = message switch
        {
            PlaceOrder place => [place, place.Contract, place.Order],
            OpenOrder open => [open, open.Contract, open.Order, open.Order.DeltaNeutral, open.State],
            CompletedOrder done => [done, done.Contract, done.Order, done.Order.DeltaNeutral, done.State],
            _ => [],
        };
        var known = 0;
        foreach (var (name, field) in names.Split(' ').Zip(fields))
        {
            if (!TryFind(holders, name, out var value)) continue;
            known++;
            Assert.Equal($"{name}={value}", $"{name}={field}");
        }
        Assert.InRange(known, (int)(count * 0.85), count);
    }

    private static bool TryFind(object?[] holders, string name, out string text)
    {
        name = name.Replace("trailStopPrice2", "trailStopPrice", StringComparison.Ordinal);
        foreach (var holder in holders.OfType<object>())
        {
            var isBlock = holder is DeltaNeutralOrder;
            if (isBlock && !name.StartsWith("deltaNeutral", StringComparison.Ordinal)) continue;
            var sought = isBlock ? name["deltaNeutral".Length..] : name;
            var property = holder.GetType().GetProperties()
                .FirstOrDefault(p => p.Name.Equals(sought, StringComparison.OrdinalIgnoreCase));
            if (property is null) continue;
            text = property.GetValue(holder) switch
            {
                bool value => value ? "1" : "0",
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                var value => value?.ToString() ?? "",
            };
            return true;
        }
        text = "";
        return false;
    }
}
