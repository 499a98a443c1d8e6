namespace Oms.PaperGateway.Orders;

/// <summary>What the books have to tell; sessions turn it into messages.</summary>
internal abstract record Report
{
    private Report() { }

    /// <summary>openOrder, then orderStatus.</summary>
    public sealed record OrderShown(PaperOrder Order) : Report;

    /// <summary>orderStatus alone.</summary>
    public sealed record StatusShown(PaperOrder Order) : Report;

    public sealed record Traded(Execution Execution) : Report;

    public sealed record CommissionCharged(Execution Execution) : Report;

    public sealed record PositionChanged(string Account, int ConId) : Report;

    /// <summary>An error or notice about an order, told to the client that sent it.</summary>
    public sealed record Noticed(OrderKey Key, Notice Notice) : Report;

    public sealed record WhatIfAnswered(PaperOrder Order, WhatIfFigures Figures) : Report;
}

/// <summary>A code of IB and its text.</summary>
internal sealed record Notice(int Code, string Text);

/// <summary>What an order would do to the account.</summary>
internal sealed record WhatIfFigures(
    decimal InitMarginBefore, decimal InitMarginChange, decimal MaintMarginBefore, decimal MaintMarginChange,
    decimal EquityBefore, decimal EquityChange, decimal Commission);
