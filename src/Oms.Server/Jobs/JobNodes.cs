using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Jobs;

/// <summary>This process among the workers and schedulers: it says that it lives, and what it does.</summary>
internal sealed class JobNodes(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>A node that was not heard for so long is shown as lost.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private TimeSpan _processorTime = Environment.CpuUsage.TotalTime;
    private long _beatAt = TimeProvider.System.GetTimestamp();

    /// <summary>Unique for each start of a process.</summary>
    public static string NewId() => $"{Environment.MachineName}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";

    public async Task BeatAsync(JobNode node, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        node.SeenAt = await db.NowAsync(clock, ct);
        node.CpuPercent = CpuPercent();
        if (node.StartedAt == default)
        {
            node.StartedAt = node.SeenAt;
            var forgotten = new Instant(node.SeenAt.UnixMicros - KeptFor.Ticks / TimeSpan.TicksPerMicrosecond);
            await db.JobNodes.Where(known => known.SeenAt < forgotten).ExecuteDeleteAsync(ct);
            db.JobNodes.Add(node);
        }
        else
        {
            db.JobNodes.Update(node);
        }

        await db.SaveChangesAsync(ct);
    }

    private int CpuPercent()
    {
        var (used, at) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        var elapsed = TimeProvider.System.GetElapsedTime(_beatAt, at);
        var percent = elapsed > TimeSpan.Zero ? (int)Math.Round((used - _processorTime) / elapsed * 100) : 0;
        (_processorTime, _beatAt) = (used, at);
        return percent;
    }
}
