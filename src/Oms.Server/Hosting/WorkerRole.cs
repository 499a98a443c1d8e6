using Oms.Server.Health;
using Oms.Server.Jobs;

namespace Oms.Server.Hosting;

/// <summary>Does background work; any number of them stand side by side.</summary>
internal static class WorkerRole
{
    public static readonly Role Role = new("worker")
    {
        Listener = settings => new(settings.Address, settings.Jobs.WorkerPort),
        AddServices = (services, settings) => services.AddJobWorker(settings),
        Map = _ => { },
        Reasons = (services, _) => ValueTask.FromResult<IReadOnlyList<HealthReason>>(
            services.GetRequiredService<JobWorker>().LastError is { } error ? [new("WORKER_WAITS", error)] : []),
        NeedsDesk = true,
    };
}
