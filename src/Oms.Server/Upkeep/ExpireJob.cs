using Microsoft.EntityFrameworkCore;
using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Upkeep;

/// <summary>Ends what has run out: sessions are deleted, API keys are revoked and noted in the journal.</summary>
internal sealed class ExpireJob(SettingsDb db, ITradingDesk desk, TimeProvider clock) : IJob<NoArgs>
{
    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var now = Instant.Now(clock);
        var sessions = await db.RefreshTokens.Where(token => token.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        var keys = await db.ApiKeys.Where(key => key.RevokedAt == null && key.ExpiresAt != null && key.ExpiresAt <= now).ToListAsync(ct);
        foreach (var key in keys)
        {
            key.RevokedAt = now;
            await db.SaveChangesAsync(ct);
            await desk.AuditAsync(new(new(Actor.System.Name, key.Firm), "ApiKeyExpired", key.Prefix, key.Name, null), ct);
            run.Write($"key {key.Prefix} ({key.Name}) has expired");
        }

        return new { sessions, apiKeys = keys.Count };
    }
}
