namespace Oms.Trading.Orders;

/// <summary>When each thing happened to an order, by our clock; null while it has not.</summary>
public sealed record OrderTimes
{
    public static readonly OrderTimes None = new();

    // Half the size of nullable instants, and every event of an order copies them: no order was ever touched at the epoch itself.
    private readonly long _acknowledged;
    private readonly long _firstFilled;
    private readonly long _filled;
    private readonly long _cancelRequested;
    private readonly long _canceled;
    private readonly long _rejected;
    private readonly long _expired;

    public Instant Created { get; init; }
    public Instant Updated { get; init; }
    public Instant? Acknowledged { get => Read(_acknowledged); init => _acknowledged = Write(value); }
    public Instant? FirstFilled { get => Read(_firstFilled); init => _firstFilled = Write(value); }
    public Instant? Filled { get => Read(_filled); init => _filled = Write(value); }
    public Instant? CancelRequested { get => Read(_cancelRequested); init => _cancelRequested = Write(value); }
    public Instant? Canceled { get => Read(_canceled); init => _canceled = Write(value); }
    public Instant? Rejected { get => Read(_rejected); init => _rejected = Write(value); }
    public Instant? Expired { get => Read(_expired); init => _expired = Write(value); }

    private static Instant? Read(long micros) => micros == 0 ? null : new(micros);

    private static long Write(Instant? instant) => instant?.UnixMicros ?? 0;
}
