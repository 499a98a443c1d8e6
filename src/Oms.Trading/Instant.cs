namespace Oms.Trading;

/// <summary>A point on the UTC time line. Microseconds, because both stores keep exactly that.</summary>
public readonly record struct Instant(long UnixMicros) : IComparable<Instant>
{
    public static Instant Now(TimeProvider clock) => From(clock.GetUtcNow());

    public static Instant From(DateTimeOffset time) =>
        new((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(UnixMicros * TimeSpan.TicksPerMicrosecond);

    public int CompareTo(Instant other) => UnixMicros.CompareTo(other.UnixMicros);

    public override string ToString() => ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    public static TimeSpan operator -(Instant a, Instant b) =>
        new((a.UnixMicros - b.UnixMicros) * TimeSpan.TicksPerMicrosecond);

    public static Instant operator +(Instant at, TimeSpan span) => new(at.UnixMicros + span.Ticks / TimeSpan.TicksPerMicrosecond);
    public static Instant operator -(Instant at, TimeSpan span) => at + -span;
    public static bool operator <(Instant a, Instant b) => a.UnixMicros < b.UnixMicros;
    public static bool operator >(Instant a, Instant b) => a.UnixMicros > b.UnixMicros;
    public static bool operator <=(Instant a, Instant b) => a.UnixMicros <= b.UnixMicros;
    public static bool operator >=(Instant a, Instant b) => a.UnixMicros >= b.UnixMicros;
}
