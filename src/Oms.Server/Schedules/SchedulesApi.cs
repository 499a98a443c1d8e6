using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Jobs;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Schedules;

/// <summary>Schedules, edited while everything runs.</summary>
internal static class SchedulesApi
{
    private const int SchedulesMax = 1000;
    private const int NextShown = 3;

    public static void MapSchedules(this IEndpointRouteBuilder routes)
    {
        var schedules = routes.MapGroup("/schedules").WithTags("Schedules");
        schedules.MapGet("/", List);
        schedules.MapGet("/{id:guid}", Get);
        schedules.MapPost("/", Create);
        schedules.MapPut("/{id:guid}", Change);
        schedules.MapDelete("/{id:guid}", Delete);
        schedules.MapPost("/{id:guid}/pause", (Guid id, Caller caller, SettingsDb db, ITradingDesk desk, TimeProvider clock, HttpContext http,
            CancellationToken ct) => Switch(id, false, new(caller, db, desk, clock, http), ct));
        schedules.MapPost("/{id:guid}/resume", (Guid id, Caller caller, SettingsDb db, ITradingDesk desk, TimeProvider clock, HttpContext http,
            CancellationToken ct) => Switch(id, true, new(caller, db, desk, clock, http), ct));
    }

    private static async Task<Ok<PageAnswer<ScheduleResource>>> List(SettingsDb db, TimeProvider clock, CancellationToken ct)
    {
        var all = await db.Schedules.AsNoTracking().OrderBy(schedule => schedule.Name).Take(SchedulesMax).ToListAsync(ct);
        return TypedResults.Ok(new PageAnswer<ScheduleResource>([.. all.Select(schedule => ScheduleResource.From(schedule, Instant.Now(clock), NextShown))], null));
    }

    private static async Task<Results<Ok<ScheduleResource>, ProblemHttpResult>> Get(Guid id, SettingsDb db, TimeProvider clock, CancellationToken ct) =>
        await db.Schedules.AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, ct) is { } schedule
            ? TypedResults.Ok(ScheduleResource.From(schedule, Instant.Now(clock), NextShown))
            : Unknown(id);

    private static async Task<Results<Created<ScheduleAnswer>, ProblemHttpResult>> Create(
        ScheduleRequest request, JobCatalog catalog, Caller caller, SettingsDb db, ITradingDesk desk, TimeProvider clock, HttpContext http,
        CancellationToken ct)
    {
        if (request.Check(catalog) is { } fault) return Invalid(fault);
        if (await db.Schedules.CountAsync(ct) >= SchedulesMax) return Problem.Invalid("TOO_MANY_SCHEDULES", $"there are {SchedulesMax} schedules already", "name");
        var now = Instant.Now(clock);
        var schedule = new Schedule { Id = Guid.CreateVersion7(clock.GetUtcNow()), CreatedAt = now };
        if (await IsTakenAsync(db, request, schedule.Id, ct)) return Taken(request);
        request.WriteTo(schedule);
        (schedule.UpdatedAt, schedule.UpdatedBy) = (now, caller.Actor.Name);
        db.Schedules.Add(schedule);
        var answer = await SaveAsync(new(caller, db, desk, clock, http), "ScheduleCreated", schedule, ct);
        return TypedResults.Created($"/api/v1/schedules/{schedule.Id}", answer);
    }

    private static async Task<Results<Ok<ScheduleAnswer>, ProblemHttpResult>> Change(
        Guid id, ScheduleRequest request, JobCatalog catalog, Caller caller, SettingsDb db, ITradingDesk desk, TimeProvider clock,
        HttpContext http, CancellationToken ct)
    {
        if (request.Check(catalog) is { } fault) return Invalid(fault);
        if (await db.Schedules.FirstOrDefaultAsync(known => known.Id == id, ct) is not { } schedule) return Unknown(id);
        if (await IsTakenAsync(db, request, id, ct)) return Taken(request);
        request.WriteTo(schedule);
        Touch(schedule, caller, clock);
        return TypedResults.Ok(await SaveAsync(new(caller, db, desk, clock, http), "ScheduleChanged", schedule, ct));
    }

    private static async Task<Results<Ok<ScheduleAnswer>, ProblemHttpResult>> Switch(Guid id, bool on, Writer writer, CancellationToken ct)
    {
        if (await writer.Db.Schedules.FirstOrDefaultAsync(known => known.Id == id, ct) is not { } schedule) return Unknown(id);
        if (schedule.Enabled != on)
        {
            schedule.Enabled = on;
            Touch(schedule, writer.Caller, writer.Clock);
        }

        return TypedResults.Ok(await SaveAsync(writer, on ? "ScheduleResumed" : "SchedulePaused", schedule, ct));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Caller caller, SettingsDb db, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await db.Schedules.FirstOrDefaultAsync(known => known.Id == id, ct) is not { } schedule) return Unknown(id);
        if (schedule.IsBuiltIn)
            return Problem.Result(StatusCodes.Status409Conflict, "SCHEDULE_BUILT_IN", "a built-in schedule is paused, not deleted: it would come back");
        db.Schedules.Remove(schedule);
        await db.SaveChangesAsync(ct);
        await desk.AuditAsync(JobsApi.Audit(caller, http, "ScheduleDeleted", $"schedule:{id}", schedule.Name), ct);
        return TypedResults.NoContent();
    }

    private static void Touch(Schedule schedule, Caller caller, TimeProvider clock)
    {
        schedule.Version++;
        (schedule.UpdatedAt, schedule.UpdatedBy) = (Instant.Now(clock), caller.Actor.Name);
    }

    private static async Task<ScheduleAnswer> SaveAsync(Writer writer, string action, Schedule schedule, CancellationToken ct)
    {
        await writer.Db.SaveChangesAsync(ct);
        var shown = ScheduleResource.From(schedule, Instant.Now(writer.Clock), NextShown);
        var detail = JsonSerializer.Serialize(shown with { Next = [] }, ApiJson.Options);
        var answer = await writer.Desk.AuditAsync(JobsApi.Audit(writer.Caller, writer.Http, action, $"schedule:{schedule.Id}", detail), ct);
        return new(shown, answer.Seq);
    }

    private static Task<bool> IsTakenAsync(SettingsDb db, ScheduleRequest request, Guid id, CancellationToken ct) =>
        db.Schedules.AnyAsync(known => known.Name == request.Name && known.Id != id, ct);

    private static ProblemHttpResult Taken(ScheduleRequest request) =>
        Problem.Result(StatusCodes.Status409Conflict, "NAME_TAKEN", $"there is a schedule {request.Name} already", "name");

    private static ProblemHttpResult Invalid(FieldFault fault) => Problem.Invalid("FIELD_INVALID", $"{fault.Field} {fault.Detail}", fault.Field);

    private static ProblemHttpResult Unknown(Guid id) => Problem.NotFound("UNKNOWN_SCHEDULE", $"no schedule {id} is known");

    private sealed record Writer(Caller Caller, SettingsDb Db, ITradingDesk Desk, TimeProvider Clock, HttpContext Http);
}

/// <summary>A schedule after a write.</summary>
internal sealed record ScheduleAnswer(ScheduleResource Schedule, long Seq);

/// <summary>A schedule and when it fires next.</summary>
internal sealed record ScheduleResource(
    Guid Id, string Name, string Job, JsonElement? Args, ScheduleKind Kind, string? Cron, string TimeZone, long? IntervalMs, Instant? At, bool Enabled,
    MisfirePolicy Misfire, OverlapPolicy Overlap, int JitterMs, bool IsBuiltIn, long Version, Instant UpdatedAt, string UpdatedBy,
    Instant? LastFireAt, IReadOnlyList<Instant> Next)
{
    public static ScheduleResource From(Schedule schedule, Instant now, int next) => new(schedule.Id, schedule.Name, schedule.Job,
        JobJson.Read(schedule.Args), schedule.Kind, schedule.Cron, schedule.TimeZone, schedule.IntervalMs, schedule.At, schedule.Enabled,
        schedule.Misfire, schedule.Overlap, schedule.JitterMs, schedule.IsBuiltIn, schedule.Version, schedule.UpdatedAt, schedule.UpdatedBy,
        schedule.LastFireAt, ScheduleTimes.Next(schedule, now, next));
}
