using Microsoft.EntityFrameworkCore;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Schedules;

/// <summary>The schedules that a fresh installation has. They are made once; what people change about them afterwards stays.</summary>
internal sealed class BuiltInSchedules(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const string NewYork = "America/New_York";

    // After the close of US stocks at 16:00; backups at night; upkeep when nobody trades.
    private static readonly Schedule[] All =
    [
        Cron("End-of-day statements", "statement", "0 10 16 ? * MON-FRI"),
        Cron("End-of-day P&L snapshot", "pnl-snapshot", "0 5 16 ? * MON-FRI"),
        Cron("Nightly reconciliation", "reconcile", "0 30 17 ? * MON-FRI"),
        Cron("Journal verification", "journal-verify", "0 0 2 * * ?"),
        Cron("Database backup", "backup", "0 0 3 * * ?"),
        Cron("Backup check", "backup-check", "0 0 4 * * ?"),
        Cron("Retention", "retention", "0 30 4 * * ?"),
        Cron("Instrument refresh", "instrument-refresh", "0 0 8 ? * MON-FRI"),
        Cron("Expiry of sessions and keys", "expire", "0 15 * * * ?"),
        Cron("Daily restart preparation", "restart-preparation", "0 30 23 * * ?"),
        Cron("Night report", "night-report", "0 0 6 * * ?"),
        Cron("Daily digest", "digest", "0 30 16 ? * MON-FRI"),
        Cron("Dead webhook sweep", "webhook-sweep", "0 45 5 * * ?"),
        Cron("Order canary", "order-canary", "0 0 * ? * MON-FRI", enabled: false),
    ];

    public async Task CreateMissingAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockClaimsAsync(ct); // The other scheduler may start now too.
        var known = await db.Schedules.Where(schedule => schedule.IsBuiltIn).Select(schedule => schedule.BuiltInKey).ToListAsync(ct);
        var now = Instant.Now(clock);
        foreach (var schedule in All.Where(schedule => !known.Contains(schedule.BuiltInKey)))
        {
            db.Schedules.Add(new()
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Name = schedule.Name,
                Job = schedule.Job,
                Kind = schedule.Kind,
                Cron = schedule.Cron,
                TimeZone = schedule.TimeZone,
                Enabled = schedule.Enabled,
                IsBuiltIn = true,
                BuiltInKey = schedule.BuiltInKey,
                CreatedAt = now,
                UpdatedAt = now,
                UpdatedBy = Actor.System.Name,
            });
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static Schedule Cron(string name, string job, string cron, bool enabled = true) => new()
    {
        Name = name,
        Job = job,
        Kind = ScheduleKind.Cron,
        Cron = cron,
        TimeZone = NewYork,
        Enabled = enabled,
        BuiltInKey = job,
    };
}
