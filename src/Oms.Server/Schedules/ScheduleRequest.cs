using System.Text.Json;
using Oms.Server.Jobs;
using Oms.Storage.Jobs;
using Oms.Trading;
using Quartz;
using OverlapPolicy = Oms.Storage.Jobs.OverlapPolicy;

namespace Oms.Server.Schedules;

/// <summary>A schedule as it is asked for. Everything is optional to the parser, so that what is missing can be named.</summary>
internal sealed record ScheduleRequest(
    string? Name = null,
    string? Job = null,
    JsonElement? Args = null,
    ScheduleKind? Kind = null,
    string? Cron = null,
    string? TimeZone = null,
    long? IntervalMs = null,
    Instant? At = null,
    bool? Enabled = null,
    MisfirePolicy? Misfire = null,
    OverlapPolicy? Overlap = null,
    int? JitterMs = null)
{
    private const int NameMax = 100;
    private const long IntervalMin = 100;
    private const long IntervalMax = 366L * 24 * 60 * 60 * 1000;
    private const int YearsSinceEpoch = 56; // A year that is over fires no more.
    private const int JitterMax = 60 * 60 * 1000;

    /// <returns>The first fault and its field; null when the schedule can be kept.</returns>
    public FieldFault? Check(JobCatalog catalog)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > NameMax) return new("name", $"is required, up to {NameMax} characters");
        if (Kind is null) return new("kind", "is Cron, Interval or Once");
        if (catalog.Check(Job, ArgsText) is { } fault) return fault;
        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            return new("timeZone", $"is the name of a time zone such as America/New_York, not '{TimeZone}'");
        if (JitterMs is < 0 or > JitterMax) return new("jitterMs", $"is from 0 to {JitterMax}");
        return Kind switch
        {
            ScheduleKind.Cron => CheckCron(),
            ScheduleKind.Interval when IntervalMs is not (>= IntervalMin and <= IntervalMax) => new("intervalMs", $"is from {IntervalMin} to {IntervalMax} ms"),
            ScheduleKind.Once when At is null => new("at", "is an instant such as 2026-12-01T21:05:00Z"),
            _ => null,
        };
    }

    /// <summary>Writes what is asked for into a schedule; what does not belong to its kind is left out.</summary>
    public void WriteTo(Schedule schedule)
    {
        var kind = Kind ?? schedule.Kind;
        (schedule.Name, schedule.Job, schedule.Args, schedule.Kind) = (Name ?? "", Job ?? "", ArgsText, kind);
        schedule.Cron = kind is ScheduleKind.Cron ? Cron : null;
        schedule.IntervalMs = kind is ScheduleKind.Interval ? IntervalMs : null;
        schedule.At = kind is ScheduleKind.Once ? At : null;
        schedule.TimeZone = TimeZone ?? "UTC";
        schedule.Enabled = Enabled ?? true;
        schedule.Misfire = Misfire ?? MisfirePolicy.FireOnce;
        schedule.Overlap = Overlap ?? OverlapPolicy.Skip;
        schedule.JitterMs = JitterMs ?? 0;
        if (kind is ScheduleKind.Once) schedule.LastFireAt = null; // Edited: it may fire once more.
    }

    private string ArgsText => Args is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } args ? args.GetRawText() : "{}";

    private FieldFault? CheckCron()
    {
        const string Form = "six fields: second minute hour day-of-month month day-of-week, one of the days being ?";
        if (string.IsNullOrWhiteSpace(Cron)) return new("cron", $"is required, {Form}");
        try
        {
            var expression = new CronExpression(Cron, TimeZoneInfo.FindSystemTimeZoneById(TimeZone ?? "UTC"));
            return expression.GetNextValidTimeAfter(DateTimeOffset.UnixEpoch.AddYears(YearsSinceEpoch)) is null ? new("cron", "never fires") : null;
        }
        catch (FormatException e)
        {
            return new("cron", $"cannot be read, {Form}: {e.Message}");
        }
    }
}
