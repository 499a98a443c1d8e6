namespace Oms.InteractiveBrokers;

/// <summary>Where the gateway is and as which client we sign in there. The client id names an id space of orders: it stays the same for ever.</summary>
public sealed record IbOptions(string Host, int Port, int ClientId)
{
    /// <summary>First wait before the next attempt to connect; it doubles up to <see cref="BackOffMax"/>.</summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(15);
}
