using Oms.Server.Health;
using Oms.Server.Jobs;
using Oms.Server.Schedules;
using Oms.Storage.Settings;

namespace Oms.Server.Hosting;

/// <summary>Fires schedules; a second one takes over when the first is gone.</summary>
internal static class SchedulerRole
{
    public static readonly Role Role = new("scheduler")
    {
        Listener = settings => new(settings.Address, settings.Jobs.SchedulerPort),
        AddServices = (services, settings) => services.AddSettings(settings.Database).AddJobs().AddScheduler(settings),
        Map = _ => { },
        Reasons = (services, _) => ValueTask.FromResult<IReadOnlyList<HealthReason>>(
            services.GetRequiredService<ScheduleFollower>().LastError is { } error ? [new("SCHEDULES_NOT_FOLLOWED", error)] : []),
    };
}
