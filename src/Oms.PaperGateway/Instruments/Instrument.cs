namespace Oms.PaperGateway.Instruments;

internal enum SecType { Stock, Future, Cash }

/// <summary>One listed instrument: what its contract details say and how its synthetic market behaves.</summary>
internal sealed record Instrument
{
    public required int ConId { get; init; }
    public required string Symbol { get; init; }
    public required SecType SecType { get; init; }

    /// <summary>Where it is listed; for stocks orders are routed to SMART.</summary>
    public required string PrimaryExchange { get; init; }
    public required string LocalSymbol { get; init; }
    public required string TradingClass { get; init; }
    public required string LongName { get; init; }
    public string Currency { get; init; } = "USD";
    public string Industry { get; init; } = "";
    public string Category { get; init; } = "";
    public string StockType { get; init; } = "";
    public string LastTradeDate { get; init; } = "";
    public decimal Multiplier { get; init; } = 1;

    public required decimal TickSize { get; init; }
    public decimal MinSize { get; init; } = 1;
    public decimal SizeIncrement { get; init; } = 1;
    public decimal SuggestedSizeIncrement { get; init; } = 1;

    /// <summary>The price around which the market walks, its usual spread, level size and daily movement.</summary>
    public required decimal AnchorPx { get; init; }
    public int SpreadTicks { get; init; } = 1;
    public required decimal LevelSize { get; init; }
    public decimal DailyMove { get; init; } = 0.015m;

    /// <summary>Margin and commission per contract; null means that the rates of the security type apply.</summary>
    public decimal? MarginPerContract { get; init; }
    public decimal? CommissionPerContract { get; init; }

    /// <summary>The legs of a combo; empty for what is listed itself.</summary>
    public IReadOnlyList<ComboPart> Parts { get; init; } = [];
    public bool IsCombo => Parts.Count > 0;

    public string RoutingExchange => SecType is SecType.Stock ? "SMART" : PrimaryExchange;

    public string SecTypeText => SecType switch
    {
        _ when IsCombo => "BAG",
        SecType.Stock => "STK",
        SecType.Future => "FUT",
        _ => "CASH",
    };

    /// <summary>Multiplier as contracts show it: empty where a unit is a unit.</summary>
    public string MultiplierText => SecType is SecType.Future && !IsCombo ? Multiplier.ToString() : "";

    public string ContractMonth => LastTradeDate.Length >= 6 ? LastTradeDate[..6] : "";

    public string TimeZoneId => SecType is SecType.Future ? "US/Central" : "US/Eastern";

    public bool IsOnTick(decimal price) => price % TickSize == 0;

    public decimal RoundToTick(decimal price) =>
        Math.Round(price / TickSize, 0, MidpointRounding.AwayFromZero) * TickSize;
}
