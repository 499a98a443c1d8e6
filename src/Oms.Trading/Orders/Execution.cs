namespace Oms.Trading.Orders;

/// <summary>One fill as the broker reported it.</summary>
/// <param name="LastQty">Units filled; zero only in the correction that takes a fill back.</param>
/// <param name="LastPx">Price of this fill in the instrument's currency.</param>
/// <param name="TransactTime">When the venue says that it happened.</param>
/// <param name="Exchange">Where it traded, in the broker's word.</param>
public sealed record Execution(
    ExecId ExecId,
    AccountId Account,
    Symbol Symbol,
    Side Side,
    decimal LastQty,
    decimal LastPx,
    Instant TransactTime,
    string Exchange)
{
    /// <summary>Above zero for a buy, below for a sell.</summary>
    public decimal SignedQty => Side is Side.Buy ? LastQty : -LastQty;
}

/// <summary>What a fill cost. It comes later than the fill and may never come.</summary>
/// <param name="RealizedPnl">The broker's figure for what the fill closed; null when it closed nothing or was not said.</param>
public sealed record Commission(decimal Amount, string Currency, decimal? RealizedPnl);
