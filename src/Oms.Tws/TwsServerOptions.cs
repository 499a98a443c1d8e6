namespace Oms.Tws;

/// <summary>How the server end of a session behaves.</summary>
public sealed record TwsServerOptions
{
    /// <summary>The version answered is the lower of this and the client's highest.</summary>
    public int ServerVersionMax { get; init; } = ServerVersions.Max;

    /// <summary>The text of the hello, for example `20240102 09:30:00 EST`; null takes the clock's UTC time.</summary>
    public string? ConnectionTime { get; init; }

    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a graceful close waits for a client that does not read.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Replies that may wait for a slow client; the next one cuts it off.</summary>
    public int SendQueueMax { get; init; } = 50_000;

    /// <summary>Requests that may wait to be handled; beyond them the socket is left to fill.</summary>
    public int RequestQueueMax { get; init; } = 1_000;

    /// <summary>The longest request taken; real ones are below a few thousand bytes.</summary>
    public int FrameMax { get; init; } = 1 << 20;
}
