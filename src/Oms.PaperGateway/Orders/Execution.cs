using Oms.PaperGateway.Market;

namespace Oms.PaperGateway.Orders;

/// <summary>One fill with what it cost. A correction is a later revision of the same fill.</summary>
internal sealed record Execution
{
    /// <summary>Without its last part, which is the revision.</summary>
    public required string ExecIdStem { get; init; }
    public int Revision { get; init; } = 1;
    public required OrderKey Key { get; init; }
    public required int PermId { get; init; }
    public required int ConId { get; init; }
    public required string Account { get; init; }
    public required Side Side { get; init; }
    public required decimal Quantity { get; init; }
    public required decimal Price { get; init; }
    public required decimal CumQty { get; init; }
    public required decimal AvgPx { get; init; }
    public required string Exchange { get; init; }
    public required DateTimeOffset At { get; init; }
    public string OrderRef { get; init; } = "";

    /// <summary>1 added liquidity, 2 removed it.</summary>
    public int LastLiquidity { get; init; }
    public decimal Commission { get; init; }
    public string CommissionCurrency { get; init; } = "USD";

    /// <summary>Null when the fill closed nothing.</summary>
    public decimal? RealizedPnl { get; init; }

    public string ExecId => $"{ExecIdStem}.{Revision:00}";
}
