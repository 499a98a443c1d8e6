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

namespace Oms.Server.Notifications;

/// <summary>Channels that people are told through, and what was told.</summary>
internal static class NotificationsApi
{
    private const int NameMax = 100;
    private const int RateMax = 1000;

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/notifications").WithTags("Notifications");
        notifications.MapGet("/", Told);
        notifications.MapGet("/channels", List);
        notifications.MapPost("/channels", Create);
        notifications.MapPut("/channels/{id:guid}", Change);
        notifications.MapDelete("/channels/{id:guid}", Delete);
        notifications.MapPost("/channels/{id:guid}/test", Test);
    }

    private static async Task<Results<Ok<PageAnswer<NotificationResource>>, ProblemHttpResult>> Told(
        Guid? channelId, DeliveryStatus? status, string? cursor, int? limit, SettingsDb db, CancellationToken ct)
    {
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        var found = db.Notifications.AsNoTracking();
        if (channelId is { } channel) found = found.Where(message => message.ChannelId == channel);
        if (status is { } wanted) found = found.Where(message => message.Status == wanted);
        if (page.Cursor is { } before && long.TryParse(before, out var id)) found = found.Where(message => message.Id < id);
        var items = await found.OrderByDescending(message => message.Id).Take(page.Limit).ToListAsync(ct);
        return TypedResults.Ok(new PageAnswer<NotificationResource>([.. items.Select(NotificationResource.From)], items.Count == page.Limit ? $"{items[^1].Id}" : null));
    }

    private static async Task<Ok<PageAnswer<ChannelResource>>> List(SettingsDb db, CancellationToken ct) => TypedResults.Ok(
        new PageAnswer<ChannelResource>([.. (await db.NotificationChannels.AsNoTracking().OrderBy(channel => channel.Name).ToListAsync(ct)).Select(ChannelResource.From)], null));

    private static async Task<Results<Created<ChannelResource>, ProblemHttpResult>> Create(
        ChannelRequest request, Caller caller, SettingsDb db, SecretBox secrets, ITradingDesk desk, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (Check(request, request.Secret) is { } fault) return Invalid(fault);
        if (await db.NotificationChannels.AnyAsync(known => known.Name == request.Name, ct)) return Taken(request);
        var channel = new NotificationChannel { Id = Guid.CreateVersion7(clock.GetUtcNow()), CreatedAt = Instant.Now(clock) };
        request.WriteTo(channel, secrets);
        db.NotificationChannels.Add(channel);
        await db.SaveChangesAsync(ct);
        await AuditAsync(desk, caller, http, "ChannelCreated", channel, ct);
        return TypedResults.Created($"/api/v1/notifications/channels/{channel.Id}", ChannelResource.From(channel));
    }

    private static async Task<Results<Ok<ChannelResource>, ProblemHttpResult>> Change(
        Guid id, ChannelRequest request, Caller caller, SettingsDb db, SecretBox secrets, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await db.NotificationChannels.FirstOrDefaultAsync(known => known.Id == id, ct) is not { } channel) return Unknown(id);
        var secret = request.Secret ?? (channel.Secret is { } kept ? secrets.Open(kept) : null); // Left out: it stays as it is.
        if (Check(request, secret) is { } fault) return Invalid(fault);
        if (await db.NotificationChannels.AnyAsync(known => known.Name == request.Name && known.Id != id, ct)) return Taken(request);
        request.WriteTo(channel, secrets);
        await db.SaveChangesAsync(ct);
        await AuditAsync(desk, caller, http, "ChannelChanged", channel, ct);
        return TypedResults.Ok(ChannelResource.From(channel));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Caller caller, SettingsDb db, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await db.NotificationChannels.FirstOrDefaultAsync(known => known.Id == id, ct) is not { } channel) return Unknown(id);
        db.NotificationChannels.Remove(channel);
        await db.SaveChangesAsync(ct);
        await AuditAsync(desk, caller, http, "ChannelDeleted", channel, ct);
        return TypedResults.NoContent();
    }

    // Sent at once, without regard to quiet hours: whoever presses the button looks at the answer.
    private static async Task<Results<Ok<NotificationResource>, ProblemHttpResult>> Test(
        Guid id, Caller caller, SettingsDb db, ChannelSender sender, TimeProvider clock, CancellationToken ct)
    {
        if (await db.NotificationChannels.FirstOrDefaultAsync(known => known.Id == id, ct) is not { } channel) return Unknown(id);
        var now = Instant.Now(clock);
        var message = Notifier.For(channel, new(Topics.Test, Severity.Info, "A test", $"{caller.Actor.Name} pressed the test button of channel {channel.Name}."), now);
        (message.Attempts, message.Status) = (1, DeliveryStatus.Dead); // Not to be sent by the pump as well.
        db.Notifications.Add(message);
        await db.SaveChangesAsync(ct);
        try
        {
            await sender.SendAsync(channel, message, ct);
            (message.Status, message.DeliveredAt) = (DeliveryStatus.Delivered, Instant.Now(clock));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            message.LastError = e.Message;
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(NotificationResource.From(message));
    }

    private static FieldFault? Check(ChannelRequest request, string? secret)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > NameMax) return new("name", $"is required, up to {NameMax} characters");
        if (request.Kind is not { } kind) return new("kind", "is Email, Slack or Telegram");
        if (request.Topics is { } topics && topics.Except(Topics.All).Any()) return new("topics", $"are of {string.Join(", ", Topics.All)}");
        if (request.RatePerHour is < 1 or > RateMax) return new("ratePerHour", $"is from 1 to {RateMax}");
        if (request.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return new("timeZone", $"is the name of a time zone, not '{zone}'");
        if (request.QuietFrom is null != request.QuietTo is null) return new("quietTo", "and quietFrom come together");
        return ChannelSettings.Check(kind, request.SettingsText, secret);
    }

    private static Task AuditAsync(ITradingDesk desk, Caller caller, HttpContext http, string action, NotificationChannel channel, CancellationToken ct) =>
        desk.AuditAsync(JobsApi.Audit(caller, http, action, $"channel:{channel.Id}", JsonSerializer.Serialize(ChannelResource.From(channel), ApiJson.Options)), ct);

    private static ProblemHttpResult Invalid(FieldFault fault) => Problem.Invalid("FIELD_INVALID", $"{fault.Field} {fault.Detail}", fault.Field);

    private static ProblemHttpResult Taken(ChannelRequest request) =>
        Problem.Result(StatusCodes.Status409Conflict, "NAME_TAKEN", $"there is a channel {request.Name} already", "name");

    private static ProblemHttpResult Unknown(Guid id) => Problem.NotFound("UNKNOWN_CHANNEL", $"no channel {id} is known");
}

/// <summary>A channel as it is asked for. Quiet hours are times of day such as 22:00.</summary>
internal sealed record ChannelRequest(
    string? Name = null, ChannelKind? Kind = null, JsonElement? Settings = null, string? Secret = null, string[]? Topics = null,
    Severity? SeverityMin = null, bool? Enabled = null, TimeOnly? QuietFrom = null, TimeOnly? QuietTo = null, string? TimeZone = null, int? RatePerHour = null)
{
    internal string SettingsText => Settings is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } given ? given.GetRawText() : "{}";

    public void WriteTo(NotificationChannel channel, SecretBox secrets)
    {
        (channel.Name, channel.Kind, channel.Settings) = (Name ?? "", Kind ?? channel.Kind, SettingsText);
        if (Secret is { Length: > 0 }) channel.Secret = secrets.Seal(Secret);
        channel.Topics = string.Join(' ', Topics ?? []);
        channel.SeverityMin = SeverityMin ?? Severity.Info;
        channel.Enabled = Enabled ?? true;
        (channel.QuietFrom, channel.QuietTo) = (Minutes(QuietFrom), Minutes(QuietTo));
        channel.TimeZone = TimeZone ?? "UTC";
        channel.RatePerHour = RatePerHour ?? 30;
    }

    private static int? Minutes(TimeOnly? time) => time is { } at ? at.Hour * 60 + at.Minute : null;
}

/// <summary>A channel; its secret is never shown.</summary>
internal sealed record ChannelResource(
    Guid Id, string Name, ChannelKind Kind, JsonElement? Settings, bool HasSecret, IReadOnlyList<string> Topics, Severity SeverityMin, bool Enabled,
    string? QuietFrom, string? QuietTo, string TimeZone, int RatePerHour)
{
    public static ChannelResource From(NotificationChannel channel) => new(channel.Id, channel.Name, channel.Kind, JobJson.Read(channel.Settings),
        channel.Secret is not null, channel.Topics.Split(' ', StringSplitOptions.RemoveEmptyEntries), channel.SeverityMin, channel.Enabled,
        Time(channel.QuietFrom), Time(channel.QuietTo), channel.TimeZone, channel.RatePerHour);

    private static string? Time(int? minutes) => minutes is { } at ? $"{at / 60:00}:{at % 60:00}" : null;
}

/// <summary>A message and what became of it.</summary>
internal sealed record NotificationResource(
    long Id, Guid ChannelId, string Topic, Severity Severity, string Subject, string Body, DeliveryStatus Status, int Attempts, Instant DueAt,
    string? LastError, Instant CreatedAt, Instant? DeliveredAt)
{
    public static NotificationResource From(Notification message) => new(message.Id, message.ChannelId, message.Topic, message.Severity, message.Subject,
        message.Body, message.Status, message.Attempts, message.DueAt, message.LastError, message.CreatedAt, message.DeliveredAt);
}
