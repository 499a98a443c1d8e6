using Oms.Engine.Journal;
using Oms.Server.Hosting;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Storage.Jobs;

namespace Oms.Server.Upkeep;

/// <summary>Reads the whole journal, holds it against its chain, the lease and every signed head, and signs the head that it found intact.</summary>
internal sealed class JournalVerifyJob(JournalGuard guard, OmsSettings settings, Notifier notifier) : IJob<NoArgs>
{
    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        try
        {
            var report = await guard.RunAsync(new RowProgress(run), ct);
            run.Write($"{report.Rows} rows, chain intact, {report.Heads} signed heads agree");
            return new { shard = settings.Shard, rows = report.Rows, head = Convert.ToHexStringLower(report.Hash.Span), heads = report.Heads };
        }
        catch (JournalCorruptException e)
        {
            await notifier.TellAsync(new(Topics.Journal, Severity.Critical, "The journal is damaged", e.Message, $"journal:{e.Seq}"), ct);
            throw new JobFailedException(e.Message);
        }
    }

    private sealed class RowProgress(JobContext run) : IProgress<long>
    {
        public void Report(long value) => run.Report(0, $"{value} rows");
    }
}
