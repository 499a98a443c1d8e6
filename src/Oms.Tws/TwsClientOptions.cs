namespace Oms.Tws;

/// <summary>Where the gateway is and who is calling.</summary>
public sealed record TwsClientOptions
{
    public string Host { get; init; } = "127.0.0.1";
    public int Port { get; init; } = 7497;
    public int ClientId { get; init; }
    public string OptionalCapabilities { get; init; } = "";
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Counts every message; gateways allow 50 by default and end the session after three breaches.</summary>
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>Requests that may wait to be sent; the next one is refused as not sent.</summary>
    public int SendQueueMax { get; init; } = 10_000;

    /// <summary>Replies that may wait to be read; beyond them the socket is left to fill.</summary>
    public int ReplyQueueMax { get; init; } = 10_000;

    /// <summary>File that receives every frame of the session, for a replay; null records nothing.</summary>
    public string? RecordTo { get; init; }
}
