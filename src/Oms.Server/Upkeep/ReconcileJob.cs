using System.Globalization;
using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Server.Reading;
using Oms.Storage.Jobs;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Reconciliation;

namespace Oms.Server.Upkeep;

/// <summary>
/// Has the engine ask the broker for everything that it holds, waits for the comparison, and tells which breaks are open afterwards. What
/// a first round merely suspects is looked at once more.
/// </summary>
internal sealed class ReconcileJob(ITradingDesk desk, ReadModelStore store, ReferenceData reference, Notifier notifier, TimeProvider clock) : IJob<NoArgs>
{
    private const int RoundsMax = 2;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var round = await RoundAsync(run, ct);
        for (var rounds = 1; rounds < RoundsMax && round.Round.Suspects > 0; rounds++) round = await RoundAsync(run, ct);
        var breaks = await OpenBreaksAsync(ct);
        foreach (var open in breaks) run.Write(Text(open));
        if (breaks.Count > 0)
            await notifier.TellAsync(new(Topics.Reconciliation, Severity.Warning, $"{breaks.Count} open breaks", string.Join('\n', breaks.Select(Text)),
                $"breaks:{string.Join(',', breaks.Select(open => open.Id))}"), ct);
        return new { round = round.Seq, findings = round.Round.Findings, suspects = round.Round.Suspects, breaks = breaks.Select(open => open.Id.Value) };
    }

    private async Task<RoundView> RoundAsync(JobContext run, CancellationToken ct)
    {
        var asked = await desk.RequestRoundAsync(Actor.System, ct);
        if (asked.Decision is Decision.Denied denied) throw new InvalidOperationException($"{denied.First.Code}: {denied.First.Detail}");
        run.Report(0, $"asked at seq {asked.Seq}, waiting for the broker");
        while (true)
        {
            if ((await store.RoundsAsync(null, 1, ct)).Items is [var round] && round.Seq > asked.Seq)
            {
                run.Write(string.Create(CultureInfo.InvariantCulture, $"round at seq {round.Seq}: {round.Round.Findings} findings, {round.Round.Suspects} of them suspects"));
                return round;
            }

            await Task.Delay(Look, clock, ct);
        }
    }

    private async Task<IReadOnlyList<Break>> OpenBreaksAsync(CancellationToken ct)
    {
        var open = new List<Break>();
        foreach (var firm in reference.Firms)
            open.AddRange((await Pages.AllAsync(cursor => store.BreaksAsync(firm, new(null, IsOpen: true, cursor, ReadModelStore.PageMax), ct))).Select(view => view.Break));
        return open;
    }

    private static string Text(Break open) => $"{open.Id} {open.Finding.Class} {open.Finding.Account} {open.Finding.Subject}: {open.Finding.Detail}";
}
