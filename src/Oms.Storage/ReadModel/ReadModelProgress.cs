namespace Oms.Storage.ReadModel;

/// <summary>
/// How far queries see. Moved by the <see cref="Projector"/>, or by the <see cref="JournalFollower"/> in a process without the engine, and
/// waited on by whoever must read what was written.
/// </summary>
public sealed class ReadModelProgress(TimeProvider clock)
{
    private TaskCompletionSource _moved = NewRing();
    private TaskCompletionSource _nudged = NewRing();
    private long _checkpoint;
    private int _waiting;

    /// <summary>The last event that queries can see.</summary>
    public long Checkpoint => Volatile.Read(ref _checkpoint);

    /// <summary>True while somebody waits for more than there is.</summary>
    public bool IsWanted => Volatile.Read(ref _waiting) > 0;

    public void Move(long checkpoint)
    {
        Volatile.Write(ref _checkpoint, checkpoint);
        Ring(ref _moved);
    }

    /// <summary>Says that there may be more to read.</summary>
    public void Nudge() => Ring(ref _nudged);

    /// <summary>Waits until queries see <paramref name="seq"/>; false when they do not within the time.</summary>
    public async Task<bool> WaitForAsync(long seq, TimeSpan atMost, CancellationToken ct)
    {
        if (Checkpoint >= seq) return true;
        Interlocked.Increment(ref _waiting);
        Nudge();
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            while (true)
            {
                var moved = Volatile.Read(ref _moved).Task;
                if (Checkpoint >= seq) return true;
                await moved.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Checkpoint >= seq;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Waits until queries see more than <paramref name="seq"/>.</summary>
    public async Task WaitPastAsync(long seq, CancellationToken ct)
    {
        while (true)
        {
            var moved = Volatile.Read(ref _moved).Task;
            if (Checkpoint > seq) return;
            await moved.WaitAsync(ct);
        }
    }

    /// <summary>What <see cref="Nudge"/> completes; to be taken before looking whether there is more.</summary>
    internal Task Nudged => Volatile.Read(ref _nudged).Task;

    private static TaskCompletionSource NewRing() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Ring(ref TaskCompletionSource bell) => Interlocked.Exchange(ref bell, NewRing()).SetResult();
}
