using Oms.Trading;

namespace Oms.Server.Jobs;

/// <summary>Steps in time as background work takes them.</summary>
internal static class JobTime
{
    public static Instant Plus(this Instant instant, TimeSpan step) => new(instant.UnixMicros + step.Ticks / TimeSpan.TicksPerMicrosecond);
}
