namespace Oms.PaperGateway.Market;

/// <summary>The top of the book and the day's figures; null prices mean that there is none.</summary>
internal sealed record Quote
{
    public decimal? Bid { get; init; }
    public decimal BidSize { get; init; }
    public decimal? Ask { get; init; }
    public decimal AskSize { get; init; }
    public decimal? Last { get; init; }
    public decimal LastSize { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public decimal Open { get; init; }
    public decimal High { get; init; }
    public decimal Low { get; init; }
    public decimal PreviousClose { get; init; }
    public decimal Volume { get; init; }

    public decimal? Mid => Bid is { } bid && Ask is { } ask ? (bid + ask) / 2 : null;

    /// <summary>The price at which positions are valued.</summary>
    public decimal Mark => Mid ?? Last ?? PreviousClose;
}

/// <summary>A trade as the tape prints it.</summary>
internal readonly record struct Print(long Seq, DateTimeOffset At, decimal Price, decimal Size);
