namespace Oms.Tws;

/// <summary>One fill. The last part of ExecId is a revision: a correction repeats the fill with a higher one.</summary>
public sealed record Execution
{
    public string ExecId { get; init; } = "";

    /// <summary>`yyyyMMdd HH:mm:ss ZONE`; older gateways leave the zone out.</summary>
    public string Time { get; init; } = "";

    public string AcctNumber { get; init; } = "";
    public string Exchange { get; init; } = "";

    /// <summary>BOT or SLD, whatever the action of the order.</summary>
    public string Side { get; init; } = "";

    public decimal Shares { get; init; }
    public decimal Price { get; init; }
    public long PermId { get; init; }
    public int ClientId { get; init; }

    /// <summary>1 when the broker liquidates.</summary>
    public int Liquidation { get; init; }

    public decimal CumQty { get; init; }

    /// <summary>Excludes commission.</summary>
    public decimal AvgPrice { get; init; }

    public string OrderRef { get; init; } = "";
    public string EvRule { get; init; } = "";
    public decimal? EvMultiplier { get; init; }
    public string ModelCode { get; init; } = "";

    /// <summary>0 none, 1 added, 2 removed, 3 routed out.</summary>
    public int LastLiquidity { get; init; }

    /// <summary>Travels at server version 178 and above.</summary>
    public bool PendingPriceRevision { get; init; }
}
