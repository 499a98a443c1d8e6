using Oms.Engine;
using Oms.Server.Jobs;

namespace Oms.Server.Upkeep;

/// <summary>Has the engine ask the broker for everything it holds and compare.</summary>
internal sealed class ReconcileJob(ITradingDesk desk) : IJob<NoArgs>
{
    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        if (await desk.ControlAsync(LinkControl.Synchronize, ct) is { } refused) throw new InvalidOperationException($"{refused.Code}: {refused.Detail}");
        run.Write("the broker was asked for everything that it holds");
        return new { synchronized = true };
    }
}
