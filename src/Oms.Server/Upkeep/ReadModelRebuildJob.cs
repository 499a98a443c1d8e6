using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Storage.ReadModel;
using Oms.Trading;

namespace Oms.Server.Upkeep;

/// <summary>Has the read model thrown away and filled from the journal again, and waits until it has caught up.</summary>
internal sealed class ReadModelRebuildJob(ReadModelRebuild rebuild, ReadModelStore store, ITradingDesk desk, TimeProvider clock) : IJob<NoArgs>
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        if (!await rebuild.RequestAsync(ct)) throw new JobFailedException("there is no read model yet: no engine has run");

        // The note is the next event, at which whoever fills the tables finds the mark.
        var noted = await desk.AuditAsync(new(Actor.System, "ReadModelRebuildRequested", "read-model", $"run {run.RunId} by {run.RequestedBy}", null), ct);
        if (noted.Decision is Decision.Denied denied) throw new InvalidOperationException(denied.First.Detail);
        for (var reached = -1L; reached < noted.Seq; reached = await store.CheckpointAsync(ct))
        {
            run.Report((int)Math.Clamp(reached * 100 / Math.Max(1, noted.Seq), 0, 99), $"event {reached} of {noted.Seq}");
            await Task.Delay(Look, clock, ct);
        }

        return new { events = noted.Seq };
    }
}
