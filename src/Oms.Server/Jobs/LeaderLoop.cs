using Oms.Storage.Jobs;
using Oms.Storage.Settings;

namespace Oms.Server.Jobs;

/// <summary>
/// Does a duty in one process at a time: whoever holds the database's lock for it. The lock goes with the connection, so a killed leader is
/// followed at once. Failures are logged and tried again.
/// </summary>
internal sealed class LeaderLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LeaderLoop> logger)
{
    private static readonly TimeSpan Candidacy = TimeSpan.FromSeconds(2);

    public async Task RunAsync(int duty, TimeSpan pause, Func<SettingsDb, CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
                if (await db.TryLeadAsync(duty, ct)) await LeadAsync(db, pause, work, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.DutyFailed(logger, e, duty);
            }

            await Task.Delay(Candidacy, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(SettingsDb lease, TimeSpan pause, Func<SettingsDb, CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await lease.StillLeadsAsync(ct);
            await work(lease, ct);
            await Task.Delay(pause, clock, ct);
        }
    }
}
