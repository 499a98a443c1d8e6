namespace Oms.Tws.Recording;

/// <summary>What a line of a recording tells.</summary>
public enum WireEvent : byte
{
    /// <summary>A session begins; the payload names the format.</summary>
    Opened = 0,

    /// <summary>A frame from the gateway.</summary>
    Received = 1,

    /// <summary>A frame to the gateway; it was handed to the socket, or was about to be.</summary>
    Sent = 2,
}

/// <summary>One frame of a recording, without its length. The first frame each way is the handshake.</summary>
public readonly record struct WireRecord(DateTimeOffset At, WireEvent Event, ReadOnlyMemory<byte> Payload);
