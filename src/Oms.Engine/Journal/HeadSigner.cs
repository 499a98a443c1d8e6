using Microsoft.Extensions.Logging;
using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>Signs the journal's head, keeps what it signed beside the journal, and writes it to the folder elsewhere when there is one.</summary>
public sealed class HeadSigner(HeadKey key, IJournalMarks marks, HeadsFolder? folder, TimeProvider clock, int shard, ILogger<HeadSigner> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private long _lastSeq;

    /// <summary>Signs what <paramref name="head"/> tells, every quarter of an hour in which the journal grew, until cancelled.</summary>
    public async Task RunAsync(Func<JournalHead> head, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(ct)) await TrySignAsync(head(), ct);
    }

    /// <summary>Signs now; a failure costs a warning, since trading does not depend on it.</summary>
    public async Task TrySignAsync(JournalHead head, CancellationToken ct)
    {
        try
        {
            await SignAsync(head, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.HeadNotSigned(logger, e, head.Seq);
        }
    }

    /// <summary>Signs now. An empty journal, or a head that was signed last already, needs nothing; then the answer is null.</summary>
    public async Task<SignedHead?> SignAsync(JournalHead head, CancellationToken ct)
    {
        if (head.Seq <= _lastSeq) return null;
        var signed = key.Sign(shard, head, Instant.Now(clock));
        await marks.SaveAsync(signed, ct);
        folder?.Write(signed);
        _lastSeq = head.Seq;
        Log.HeadSigned(logger, signed.Seq, signed.KeyId);
        return signed;
    }
}
