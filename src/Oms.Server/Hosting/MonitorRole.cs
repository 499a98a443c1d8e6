using Oms.Server.Jobs;
using Oms.Server.Monitor;

namespace Oms.Server.Hosting;

/// <summary>The page over background work, behind a name and a password of its own.</summary>
internal static class MonitorRole
{
    public static readonly Role Role = new("monitor")
    {
        Listener = settings => new(settings.Address, settings.Jobs.MonitorPort),
        AddServices = (services, settings) => services.AddJobs().AddMonitor(settings),
        Map = routes => routes.MapMonitor(),
        Reasons = (_, _) => ValueTask.FromResult<IReadOnlyList<Health.HealthReason>>([]),
        NeedsDesk = true,
    };
}
