namespace Oms.Trading.Orders;

/// <summary>When each thing happened to an order, by our clock; null while it has not.</summary>
public sealed record OrderTimes
{
    public static readonly OrderTimes None = new();

    public Instant Created { get; init; }
    public Instant Updated { get; init; }
    public Instant? Acknowledged { get; init; }
    public Instant? FirstFilled { get; init; }
    public Instant? Filled { get; init; }
    public Instant? CancelRequested { get; init; }
    public Instant? Canceled { get; init; }
    public Instant? Rejected { get; init; }
    public Instant? Expired { get; init; }
}
