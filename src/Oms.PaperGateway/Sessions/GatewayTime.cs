namespace Oms.PaperGateway.Sessions;

/// <summary>The time of the gateway: that of a clock, or one that moves only when told.</summary>
internal sealed class GatewayTime(TimeProvider clock, DateTimeOffset? virtualStart)
{
    private DateTimeOffset? virtualNow = virtualStart;

    public bool IsVirtual => virtualNow is not null;

    public DateTimeOffset Now => virtualNow ?? clock.GetUtcNow();

    public void Advance(TimeSpan by)
    {
        if (virtualNow is not { } now) throw new InvalidOperationException("only a virtual clock can be advanced");
        virtualNow = now + by;
    }
}
