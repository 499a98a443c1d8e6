using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;
using Oms.Tws;
using Oms.Tws.Replies;

namespace Oms.PaperGateway.Sessions;

/// <summary>Orders and executions as messages.</summary>
internal sealed class OrderMessages(PaperBroker broker)
{
    /// <summary>What clients see for orders that no API client owns.</summary>
    private const int NoOrderId = int.MaxValue;

    public OpenOrder OpenOrder(PaperOrder order, OrderState? whatIf = null)
    {
        var state = whatIf ?? new OrderState
        {
            Status = order.Status.ToString(),
            Commission = order.Commission > 0 ? order.Commission : null,
            CommissionCurrency = order.Commission > 0 ? CommissionSchedule.Currency : "",
        };
        return new(order.Key.OrderId, ContractOf(order), Echo(order), state);
    }

    public OpenOrder WhatIf(PaperOrder order, WhatIfFigures figures) => OpenOrder(order, new OrderState
    {
        Status = nameof(OrdStatus.PreSubmitted),
        InitMarginBefore = figures.InitMarginBefore,
        InitMarginChange = figures.InitMarginChange,
        InitMarginAfter = figures.InitMarginBefore + figures.InitMarginChange,
        MaintMarginBefore = figures.MaintMarginBefore,
        MaintMarginChange = figures.MaintMarginChange,
        MaintMarginAfter = figures.MaintMarginBefore + figures.MaintMarginChange,
        EquityWithLoanBefore = figures.EquityBefore,
        EquityWithLoanChange = figures.EquityChange,
        EquityWithLoanAfter = figures.EquityBefore + figures.EquityChange,
        Commission = figures.Commission,
        MinCommission = figures.Commission,
        MaxCommission = figures.Commission,
        CommissionCurrency = CommissionSchedule.Currency,
    });

    public static OrderStatus Status(PaperOrder order) => new(
        order.Key.OrderId,
        order.Status.ToString(),
        order.FilledQty,
        order.LeavesQty,
        order.AvgPx,
        order.PermId,
        order.Terms.ParentId,
        order.LastPx,
        order.Key.ClientId,
        order.WhyHeld,
        0);

    public CompletedOrder Completed(PaperOrder order) =>
        new(
            ContractOf(order),
            Echo(order) with { TotalQuantity = 0 }, // The gateway sends the size in filledQuantity only.
            new OrderState
            {
                Status = order.Status.ToString(),
                CompletedTime = order.CompletedAt is { } at ? Words.Time(at) : "",
                CompletedStatus = order.CompletedText.Length > 0 ? order.CompletedText : "Cancelled by Trader",
            })
        {
            FilledQuantity = order.FilledQty,
            ParentPermId = order.ParentPermId,
        };

    public ExecDetails ExecDetails(Orders.Execution fill, int reqId = -1) => new(
        reqId,
        fill.Key.OrderId == 0 ? NoOrderId : fill.Key.OrderId,
        Contracts.Of(broker.Markets.Of(fill.ConId).Instrument, fill.Exchange),
        new Tws.Execution
        {
            ExecId = fill.ExecId,
            Time = Words.Time(fill.At),
            AcctNumber = fill.Account,
            Exchange = fill.Exchange,
            Side = Words.Bought(fill.Side),
            Shares = fill.Quantity,
            Price = fill.Price,
            PermId = fill.PermId,
            ClientId = fill.Key.ClientId,
            CumQty = fill.CumQty,
            AvgPrice = fill.AvgPx,
            OrderRef = fill.OrderRef,
            LastLiquidity = fill.LastLiquidity,
        });

    public static CommissionReport Commission(Orders.Execution fill) =>
        new(fill.ExecId, fill.Commission, fill.CommissionCurrency, fill.RealizedPnl, null, null);

    private Contract ContractOf(PaperOrder order)
    {
        var contract = Contracts.Of(broker.Markets.Of(order.Terms.ConId).Instrument, order.Terms.Exchange);
        return order.Terms.Parts.Count == 0 ? contract : contract with
        {
            ComboLegsDescrip = Combos.Describe(order.Terms.Parts),
            ComboLegs = TermsReader.Wire(order.Terms)?.Contract.ComboLegs ?? [],
        };
    }

    // Everything the client set comes back, spelt the gateway's way.
    private static TwsOrder Echo(PaperOrder order)
    {
        var terms = order.Terms;
        var sent = TermsReader.Wire(terms)?.Order ?? new TwsOrder();
        return sent with
        {
            Action = terms.Side is Side.Buy ? "BUY" : "SELL",
            TotalQuantity = terms.Quantity,
            OrderType = Words.Text(terms.OrdType),
            LmtPrice = terms.OrdType is OrdType.MarketToLimit ? order.WorkingPx ?? 0 : terms.LmtPrice ?? 0,
            AuxPrice = terms.AuxPrice ?? 0,
            Tif = Words.Text(terms.Tif),
            Account = terms.Account,
            ParentId = terms.ParentId,
            OcaType = terms.OcaType == 0 ? 3 : terms.OcaType,
            TrailStopPrice = terms.IsTrailing ? order.StopPx : null,
            ClearingIntent = sent.ClearingIntent.Length > 0 ? sent.ClearingIntent : "IB",
            DontUseAutoPriceForHedge = true,
            UsePriceMgmtAlgo = sent.UsePriceMgmtAlgo ?? false,
            CashQty = sent.CashQty ?? 0,
            ClientId = order.Key.ClientId,
            PermId = order.PermId,
        };
    }
}
