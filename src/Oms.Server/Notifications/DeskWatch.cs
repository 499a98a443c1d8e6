using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Storage.Jobs;
using Oms.Storage.ReadModel;
using Oms.Storage.Settings;
using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Server.Notifications;

/// <summary>
/// Looks every few seconds at what somebody must know of at once, and tells each thing once: an engine that stands still, a broker link that
/// stays down, a break, a kill switch. It looks at states and not at events, so nothing is missed while no worker ran.
/// </summary>
internal sealed class DeskWatch(
    ITradingDesk desk, ReadModelStore store, ReferenceData reference, Notifier notifier, LeaderLoop leader, TimeProvider clock) : BackgroundService
{
    /// <summary>How long an engine or a link may be away before it is told: restarts are shorter.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const int Duty = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private (string Reason, Instant Since)? _stop;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leader.RunAsync(Duty, Pause, LookAsync, stoppingToken);

    private async Task LookAsync(SettingsDb db, CancellationToken ct)
    {
        await LookAtEngineAsync(await desk.StatusAsync(ct), ct);
        foreach (var firm in reference.Firms)
        {
            await LookAtBreaksAsync(firm, ct);
            await LookAtKillSwitchesAsync(firm, ct);
        }
    }

    private async Task LookAtEngineAsync(DeskStatus status, CancellationToken ct)
    {
        var now = Instant.Now(clock);
        if (status.StopReason is not { } reason) _stop = null;
        else if (_stop?.Reason != reason) _stop = (reason, now);
        if (_stop is { } stop)
        {
            if (now - stop.Since >= Grace)
                await notifier.TellAsync(new(Topics.Broker, Severity.Critical, "The engine stands still", stop.Reason, $"engine:{stop.Since.UnixMicros}"), ct);
            return; // Nobody can say how the link is.
        }

        var link = status.Broker;
        if (link.State.IsInStep() || now - link.Since < Grace || link.Restart?.Contains(now) is true) return;
        await notifier.TellAsync(
            new(Topics.Broker, Severity.Critical, $"The broker link is {link.State}", $"{link.Host}:{link.Port}, since {link.Since}: {link.Reason}", $"link:{link.Since.UnixMicros}"), ct);
    }

    private async Task LookAtBreaksAsync(FirmId firm, CancellationToken ct)
    {
        var open = await store.BreaksAsync(firm, new(IsOpen: true, Limit: ReadModelStore.PageMax), ct);
        foreach (var (of, _, _) in open.Items)
            await notifier.TellAsync(
                new(Topics.Reconciliation, Severity.Warning, $"{of.Finding.Class} {of.Finding.Account} {of.Finding.Subject}", of.Finding.Detail, $"break:{of.Id}"), ct);
    }

    private async Task LookAtKillSwitchesAsync(FirmId firm, CancellationToken ct)
    {
        foreach (var (account, of) in await store.KillSwitchesAsync(firm, ct))
        {
            if (!of.On) continue;
            var where = account?.Value ?? $"the whole firm {firm}";
            await notifier.TellAsync(
                new(Topics.Risk, Severity.Warning, $"Kill switch on for {where}", $"{of.By.Name} at {of.At}: {of.Reason}", $"kill:{firm}:{account}:{of.At.UnixMicros}"), ct);
        }
    }
}
