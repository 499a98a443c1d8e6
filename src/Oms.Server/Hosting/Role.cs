using System.Net;
using Oms.Server.Health;

namespace Oms.Server.Hosting;

/// <summary>
/// A part of the program that can run in a process of its own. A new one is a static class with a <see cref="Role"/> like
/// <see cref="WebRole"/>, a line in <see cref="All"/>, and a command; <c>oms run</c> puts several into one process.
/// </summary>
internal sealed record Role(string Name)
{
    /// <summary>Every role that can be run and asked for its health.</summary>
    public static IReadOnlyList<Role> All => [WebRole.Role, EngineRole.Role, WorkerRole.Role, SchedulerRole.Role, MonitorRole.Role];

    /// <summary>Where the role answers. Without one it is run beside others and has no pages of its own.</summary>
    public required Func<OmsSettings, IPEndPoint>? Listener { get; init; }

    /// <summary>
    /// What the role needs beyond what every process has: settings, clock, keys, bus, metrics, and the engine or what stands for it.
    /// </summary>
    public required Action<IServiceCollection, OmsSettings> AddServices { get; init; }

    /// <summary>Endpoints of the role's listener; health and metrics are there already.</summary>
    public required Action<IEndpointRouteBuilder> Map { get; init; }

    /// <summary>What stands in the way of the role's work; empty when it is ready.</summary>
    public required Func<IServiceProvider, CancellationToken, ValueTask<IReadOnlyList<HealthReason>>> Reasons { get; init; }

    /// <summary>Needs events, accounts, prices and the trading desk. Where no engine is in the process, they come from the one elsewhere.</summary>
    public bool NeedsDesk { get; init; }
}
