using Oms.Engine.Journal;
using Oms.Server.Hosting;
using Oms.Server.Jobs;
using Oms.Server.Notifications;
using Oms.Storage.Jobs;

namespace Oms.Server.Upkeep;

/// <summary>Reads the whole journal and follows its chain of hashes.</summary>
internal sealed class JournalVerifyJob(IJournal journal, OmsSettings settings, Notifier notifier) : IJob<NoArgs>
{
    private const int ReportEvery = 10_000;

    public async Task<object?> RunAsync(NoArgs args, JobContext run, CancellationToken ct)
    {
        var chain = JournalChain.Empty(settings.Shard);
        try
        {
            await foreach (var row in journal.ReadAsync(1, ct))
            {
                chain.Verify(row);
                if (chain.Seq % ReportEvery == 0) run.Report(0, $"{chain.Seq} rows");
            }
        }
        catch (JournalCorruptException e)
        {
            await notifier.TellAsync(new(Topics.Journal, Severity.Critical, "The journal is damaged", e.Message, $"journal:{e.Seq}"), ct);
            throw new JobFailedException(e.Message);
        }

        run.Write($"{chain.Seq} rows, chain intact");
        return new { shard = settings.Shard, rows = chain.Seq, head = Convert.ToHexStringLower(chain.Hash.Span) };
    }
}
