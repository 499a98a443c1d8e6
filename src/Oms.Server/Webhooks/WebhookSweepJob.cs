using Microsoft.EntityFrameworkCore;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Webhooks;

/// <summary>Gives what was given up one more try while it is young, deletes what is old, and tells how much is dead.</summary>
internal sealed class WebhookSweepJob(SettingsDb db, Notifier notifier, TimeProvider clock) : IJob<NoArgs>
{
    private static readonly TimeSpan TriedAgainFor = TimeSpan.FromDays(3);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var now = Instant.Now(clock);
        var (young, old) = (now.Plus(-TriedAgainFor), now.Plus(-KeptFor));
        var dead = db.WebhookDeliveries.Where(delivery => delivery.Status == DeliveryStatus.Dead);
        var deleted = await dead.Where(delivery => delivery.CreatedAt < old).ExecuteDeleteAsync(ct);
        var enabled = db.WebhookEndpoints.Where(endpoint => endpoint.Enabled).Select(endpoint => endpoint.Id);
        var again = await dead.Where(delivery => delivery.CreatedAt >= young && enabled.Contains(delivery.EndpointId)).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.Status, DeliveryStatus.Pending).SetProperty(delivery => delivery.DueAt, now)
                .SetProperty(delivery => delivery.Attempts, WebhookPump.AttemptMax - 1), ct);
        var left = await dead.CountAsync(ct);
        if (left > 0)
            await notifier.TellAsync(new(Topics.Webhooks, Severity.Warning, $"{left} webhook deliveries are dead", "See Webhooks in the administration.", $"sweep:{now.ToDateTimeOffset():yyyyMMdd}"), ct);
        return new { triedAgain = again, deleted, dead = left };
    }
}
