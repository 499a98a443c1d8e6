namespace Oms.Engine.Journal;

/// <summary>The check that a job makes every night: the whole journal, and then a head signed over what was found intact.</summary>
public sealed class JournalGuard(JournalVerifier verifier, HeadSigner signer)
{
    /// <exception cref="JournalCorruptException">Something does not fit; nothing is signed then.</exception>
    public async Task<JournalReport> RunAsync(IProgress<long>? progress, CancellationToken ct)
    {
        var report = await verifier.RunAsync(replay: false, progress, ct);
        if (report.Lease is { } lease) await signer.SignAsync(new(report.Rows, report.Hash, lease.Head.Epoch), ct);
        return report;
    }
}
