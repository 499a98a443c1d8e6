using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Server.Streams;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Webhooks;

/// <summary>
/// Follows the journal for each endpoint from the endpoint's own seq, and sends what it finds, in order, one process at a time. The cursor and
/// the deliveries move in one transaction: an event is never passed over and never queued twice. It may be sent twice when the process dies
/// between the answer and its note.
/// </summary>
internal sealed class WebhookPump(
    EventFeed feed, StreamMessages messages, WebhookSender sender, Notifier notifier, JobMetrics metrics, LeaderLoop leader, TimeProvider clock) : BackgroundService
{
    public const int AttemptMax = 10;
    public const int FailuresMax = 20;

    private const int Duty = 11;
    private const int EventsAtOnce = 500;
    private const int SendsAtOnce = 100;
    private const int PendingMax = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MeasureEvery = TimeSpan.FromSeconds(10);
    private static readonly RetryPolicy Retry = new(AttemptMax, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1));

    private long _measuredAt;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leader.RunAsync(Duty, Pause, PumpAsync, stoppingToken);

    private async Task PumpAsync(SettingsDb db, CancellationToken ct)
    {
        foreach (var endpoint in await db.WebhookEndpoints.Where(endpoint => endpoint.Enabled).ToListAsync(ct))
        {
            await CollectAsync(db, endpoint, ct);
            await DeliverAsync(db, endpoint, ct);
        }

        db.ChangeTracker.Clear();
        await MeasureAsync(db, ct);
    }

    private async Task MeasureAsync(SettingsDb db, CancellationToken ct)
    {
        if (_measuredAt != 0 && clock.GetElapsedTime(_measuredAt) < MeasureEvery) return;
        var waiting = db.WebhookDeliveries.AsNoTracking().Where(known => known.Status == DeliveryStatus.Pending);
        var count = await waiting.CountAsync(ct);
        var oldest = count == 0 ? null : await waiting.OrderBy(known => known.CreatedAt).Select(known => (Instant?)known.CreatedAt).FirstOrDefaultAsync(ct);
        metrics.ObserveWebhooks(count, oldest is { } at ? await db.NowAsync(clock, ct) - at : TimeSpan.Zero);
        _measuredAt = clock.GetTimestamp();
    }

    private async Task CollectAsync(SettingsDb db, WebhookEndpoint endpoint, CancellationToken ct)
    {
        var head = Math.Min(feed.Head, endpoint.Cursor + EventsAtOnce);
        if (head <= endpoint.Cursor) return;
        if (await db.WebhookDeliveries.CountAsync(known => known.EndpointId == endpoint.Id && known.Status == DeliveryStatus.Pending, ct) >= PendingMax) return;
        var now = await db.NowAsync(clock, ct);
        var wanted = endpoint.Events.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await foreach (var committed in feed.FollowAsync(endpoint.Cursor, ct))
        {
            var said = (await messages.ForAsync(committed, endpoint.Firm, ct)).Where(message => wanted.Length == 0 || wanted.Contains(message.Event, StringComparer.Ordinal)).ToArray();
            if (said.Length > 0) db.WebhookDeliveries.Add(Delivery(endpoint, committed, said, now));
            endpoint.Cursor = committed.Seq;
            if (committed.Seq >= head) break;
        }

        await db.SaveChangesAsync(ct);
    }

    private static WebhookDelivery Delivery(WebhookEndpoint endpoint, Committed committed, StreamMessage[] said, Instant now) => new()
    {
        EndpointId = endpoint.Id,
        Seq = committed.Seq,
        Kind = EventCodec.KindOf(committed.Event),
        Body = JsonSerializer.Serialize(new
        {
            committed.Seq,
            committed.At,
            Kind = EventCodec.KindOf(committed.Event),
            Messages = said.Select(message => new { Type = message.Event, message.Data }),
        }, ApiJson.Options),
        CreatedAt = now,
        DueAt = now,
    };

    // In the order of the journal: what fails holds back what came after it, until it is given up.
    private async Task DeliverAsync(SettingsDb db, WebhookEndpoint endpoint, CancellationToken ct)
    {
        var waiting = await db.WebhookDeliveries.Where(known => known.EndpointId == endpoint.Id && known.Status == DeliveryStatus.Pending)
            .OrderBy(known => known.Seq).Take(SendsAtOnce).ToListAsync(ct);
        foreach (var delivery in waiting)
        {
            var now = await db.NowAsync(clock, ct);
            if (delivery.DueAt > now) return;
            var result = await sender.SendAsync(endpoint, delivery.Seq, delivery.Kind, delivery.Body, ct);
            delivery.Attempts++;
            (delivery.LastStatus, delivery.LastError) = (result.Status, result.Error);
            if (result.Delivered) (delivery.Status, delivery.DeliveredAt, endpoint.Failures) = (DeliveryStatus.Delivered, now, 0);
            else if (delivery.Attempts < AttemptMax) delivery.DueAt = now.Plus(Retry.DelayAfter(delivery.Attempts, 0.5));
            else await GiveUpAsync(endpoint, delivery, ct);
            await db.SaveChangesAsync(ct);
            if (delivery.Status is DeliveryStatus.Pending || !endpoint.Enabled) return;
        }
    }

    private async Task GiveUpAsync(WebhookEndpoint endpoint, WebhookDelivery delivery, CancellationToken ct)
    {
        delivery.Status = DeliveryStatus.Dead;
        endpoint.Failures++;
        if (endpoint.Failures < FailuresMax) return;
        (endpoint.Enabled, endpoint.DisabledBecause) = (false, $"{endpoint.Failures} events in a row could not be delivered: {delivery.LastError}");
        await notifier.TellAsync(new(Topics.Webhooks, Severity.Warning, "A webhook is switched off", $"{endpoint.Url}: {endpoint.DisabledBecause}", $"webhook:{endpoint.Id}:{delivery.Seq}"), ct);
    }
}
