using System.Diagnostics;
using System.Globalization;
using Oms.Server.Jobs;
using Oms.Storage.Jobs;
using Quartz;

namespace Oms.Server.Schedules;

/// <summary>
/// The Quartz trigger of one version of a schedule. The version is part of its name: an edit makes a new trigger and drops the old one, and two
/// schedulers that do so at once make the same.
/// </summary>
internal static class ScheduleTrigger
{
    public const string Group = "schedules";
    public static readonly JobKey Job = new("fire", Group);

    private const string IdKey = "schedule";
    private const string VersionKey = "version";

    public static TriggerKey KeyOf(Guid id, long version) => new(string.Create(CultureInfo.InvariantCulture, $"{id:N}.{version}"), Group);

    public static ITrigger Of(Schedule schedule)
    {
        var builder = TriggerBuilder.Create().WithIdentity(KeyOf(schedule.Id, schedule.Version)).ForJob(Job)
            .UsingJobData(IdKey, schedule.Id.ToString("N")).UsingJobData(VersionKey, schedule.Version);
        return (schedule switch
        {
            { Kind: ScheduleKind.Cron, Cron: { } cron } => builder.WithCronSchedule(cron, c => c
                .InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone)).WithMisfireInstruction(
                    schedule.Misfire is MisfirePolicy.Skip ? CronTriggerMisfireInstruction.DoNothing : CronTriggerMisfireInstruction.FireAndProceed)),
            { Kind: ScheduleKind.Interval, IntervalMs: { } interval } => builder
                .StartAt(schedule.UpdatedAt.Plus(TimeSpan.FromMilliseconds(interval)).ToDateTimeOffset())
                .WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromMilliseconds(interval)).RepeatForever().WithMisfireInstruction(
                    schedule.Misfire is MisfirePolicy.Skip ? SimpleTriggerMisfireInstruction.NextWithExistingCount
                    : SimpleTriggerMisfireInstruction.NowWithExistingCount)),
            { Kind: ScheduleKind.Once, At: { } at } => builder.StartAt(at.ToDateTimeOffset()).WithSimpleSchedule(s => s.WithMisfireInstruction(
                schedule.Misfire is MisfirePolicy.Skip ? SimpleTriggerMisfireInstruction.NextWithRemainingCount : SimpleTriggerMisfireInstruction.FireNow)),
            _ => throw new UnreachableException($"schedule {schedule.Name} has no time"),
        }).Build();
    }

    /// <summary>Which schedule fired, in which version.</summary>
    public static (Guid Id, long Version) Read(JobDataMap data) =>
        (Guid.ParseExact(data.GetString(IdKey) ?? "", "N"), data.GetLong(VersionKey));
}
