using Oms.Tws;

namespace Oms.PaperGateway.Sessions;

/// <summary>What waits in front of the loop that owns the books.</summary>
internal abstract record GatewayInput
{
    private GatewayInput() { }

    public sealed record Arrived(ClientSession Session) : GatewayInput;

    public sealed record Asked(ClientSession Session, TwsRequest Request) : GatewayInput
    {
        /// <summary>How often this has waited for an earlier connection of the same client to go away.</summary>
        public int Attempt { get; init; }
    }

    public sealed record Left(ClientSession Session) : GatewayInput;

    /// <summary>Time has passed.</summary>
    public sealed record Ticked : GatewayInput;

    /// <summary>The virtual clock moves on.</summary>
    public sealed record Advanced(TimeSpan By, TaskCompletionSource Done) : GatewayInput;

    /// <summary>Something to be done where the books may be touched.</summary>
    public sealed record Called(Action<DateTimeOffset> Action, TaskCompletionSource Done) : GatewayInput;
}
