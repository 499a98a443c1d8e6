using Oms.Server.Jobs;
using Oms.Storage.Jobs;
using Oms.Trading;
using Quartz;

namespace Oms.Server.Schedules;

/// <summary>When a schedule fires next, told from its row alone, so that every process can tell.</summary>
internal static class ScheduleTimes
{
    public static IReadOnlyList<Instant> Next(Schedule schedule, Instant after, int count)
    {
        if (!schedule.Enabled) return [];
        return schedule switch
        {
            { Kind: ScheduleKind.Once, At: { } at } => at > after && schedule.LastFireAt is null ? [at] : [],
            { Kind: ScheduleKind.Interval, IntervalMs: { } interval } => Interval(schedule, TimeSpan.FromMilliseconds(interval), after, count),
            { Kind: ScheduleKind.Cron, Cron: { } cron } => Cron(cron, schedule.TimeZone, after, count),
            _ => [],
        };
    }

    private static List<Instant> Interval(Schedule schedule, TimeSpan interval, Instant after, int count)
    {
        var first = schedule.UpdatedAt.Plus(interval);
        var passed = after < first ? 0 : (after - first).Ticks / interval.Ticks + 1;
        return [.. Enumerable.Range(0, count).Select(i => first.Plus(interval * (passed + i)))];
    }

    private static List<Instant> Cron(string cron, string zone, Instant after, int count)
    {
        var times = new List<Instant>();
        var expression = new CronExpression(cron, TimeZoneInfo.FindSystemTimeZoneById(zone));
        for (var at = expression.GetNextValidTimeAfter(after.ToDateTimeOffset()); at is { } next && times.Count < count;
             at = expression.GetNextValidTimeAfter(next)) times.Add(Instant.From(next));
        return times;
    }
}
