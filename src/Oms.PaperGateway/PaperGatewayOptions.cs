using System.Net;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;

namespace Oms.PaperGateway;

/// <summary>Whether time passes by itself.</summary>
public enum ClockMode
{
    /// <summary>Time is that of the clock given to the host.</summary>
    Real,

    /// <summary>Time stands still until it is advanced, and then passes as fast as the machine can.</summary>
    Virtual,
}

/// <summary>How a paper gateway is set up.</summary>
public sealed record PaperGatewayOptions
{
    /// <summary>TWS port; 0 picks a free one.</summary>
    public int Port { get; init; } = 7497;

    /// <summary>
    /// Where to listen; null means both loopback addresses. IPv6Any listens on every address of both kinds.
    /// </summary>
    public IPAddress? BindAddress { get; init; }

    /// <summary>The same seed, inputs and times give the same market and the same fills.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The folder of its books; null keeps them in memory only.</summary>
    public string? DataDirectory { get; init; }

    public ClockMode Clock { get; init; } = ClockMode.Real;

    /// <summary>Where a virtual clock begins; null means now.</summary>
    public DateTimeOffset? VirtualStart { get; init; }

    /// <summary>
    /// How many times as fast as the real clock a virtual one goes by itself; null: it moves only when told to.
    /// </summary>
    public double? Speed { get; init; }

    /// <summary>
    /// A market to play in place of the invented one. A virtual clock without a start begins with it; on the real clock
    /// it is played from the start of the gateway.
    /// </summary>
    public RecordedMarket Market { get; init; } = RecordedMarket.None;

    public HoursMode Hours { get; init; } = HoursMode.Continuous;

    /// <summary>Accounts with their opening cash in US dollars.</summary>
    public IReadOnlyDictionary<string, decimal> Accounts { get; init; } =
        new Dictionary<string, decimal> { ["DU123456"] = 1_000_000m };

    /// <summary>The client that is told about the orders of all clients.</summary>
    public int? MasterClientId { get; init; }

    /// <summary>Misbehaviour that is asked for from the start; its times count from there.</summary>
    public FaultScript Script { get; init; } = FaultScript.Empty;

    /// <summary>Messages that may wait for a client that reads slowly; the next one cuts it off.</summary>
    public int SendQueueMax { get; init; } = 50_000;

    /// <summary>HTTP port for books, clock and faults; null means off, 0 picks a free one.</summary>
    public int? StatusPort { get; init; }
}
