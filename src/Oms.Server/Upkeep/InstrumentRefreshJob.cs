using Oms.Engine;
using Oms.Server.Bootstrap;
using Oms.Server.Jobs;
using Oms.Trading;

namespace Oms.Server.Upkeep;

/// <summary>Lists what the catalog of this version has and the book has not, and has the broker describe everything again.</summary>
internal sealed class InstrumentRefreshJob(ITradingDesk desk, ReferenceData reference) : IJob<NoArgs>
{
    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var missing = Catalog.Load().Where(instrument => reference.Find(instrument.Symbol) is null).ToArray();
        if (missing.Length > 0)
        {
            var answer = await desk.ListInstrumentsAsync([.. missing], Actor.System, ct);
            if (answer.Decision is Decision.Denied denied) throw new InvalidOperationException(denied.First.Detail);
            run.Write($"listed {string.Join(", ", missing.Select(instrument => instrument.Symbol.Value))}");
        }

        var refused = await desk.ControlAsync(LinkControl.Synchronize, ct);
        run.Write(refused is null ? "the broker was asked for everything again" : $"the broker was not asked: {refused.Detail}");
        var unknown = reference.Instruments.Where(instrument => instrument.ConId is null).Select(instrument => instrument.Symbol.Value).Order(StringComparer.Ordinal).ToArray();
        return new { listed = missing.Length, synchronized = refused is null, withoutConId = unknown };
    }
}
